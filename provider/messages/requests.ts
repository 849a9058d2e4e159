import type { Messages } from "./entry";

export const requests = {
  rateLimited: {
    text: {
      unknownPace: (waiting: number, seconds: number) =>
        `Atlas' rate limit is used up; ${waiting} requests wait, the next one for ${seconds} s`,
      knownPace: (perMinute: number, waiting: number, seconds: number) =>
        `Atlas' rate limit is used up and allows ${perMinute} requests a minute; ${waiting} requests wait, the next one for ${seconds} s`,
    },
    cause:
      "Not an error. Atlas allows 1,200 requests per project and returns 500 each minute. The provider delays requests until Atlas accepts them.",
    cure: "Nothing to do.",
  },
  retrying: {
    text: {
      line: (
        reason: string,
        method: string,
        path: string,
        seconds: number,
        attempt: number,
        maxAttempts: number,
      ) =>
        `${reason} for ${method} ${path}; trying again in ${seconds} s (attempt ${attempt} of ${maxAttempts})`,
      refused: (answer: string) => `Atlas answers ${answer}`,
      notAtlas: (status: number) => `Another server answers ${status} instead of Atlas`,
      noAnswer: (code: string) => `No answer (${code})`,
    },
    cause: "Not an error yet. `mongodbatlas:maxAttempts` and `maxRetryTime` limit the attempts.",
    cure: "Nothing to do.",
  },
  gaveUp: {
    text: (attempts: number, seconds: number) => `, the last of ${attempts} attempts in ${seconds} s`,
    cause: "The end of an error message, after several attempts.",
    cure: "See the beginning of the message.",
  },
  debug: {
    text: (method: string, path: string, outcome: string, duration: number, attempt: number) =>
      `debug: ${method} ${path} ${outcome} ${duration} ms, attempt ${attempt}`,
    cause:
      "One HTTP exchange, with `PULUMI_ATLAS_STREAMS_LOG=debug`: its status, or the error code if there was no response.",
    cure: "Nothing to do.",
  },
  unaddressable: {
    text: (name: string) => `"${name}" cannot be part of an Atlas address`,
    cause: "A bug in this package, or a state edited by hand: a part of the address is empty, `.` or `..`.",
    cure: "Correct the state, or report the bug.",
  },
  unshowable: {
    text: "an error that cannot be shown",
    cause: "A bug: something was thrown that is not an error.",
    cure: "Please report it, with `PULUMI_ATLAS_STREAMS_LOG=debug`.",
  },
} satisfies Messages;
