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
      line: (reason: string, method: string, path: string, seconds: number, attempts: string) =>
        `${reason} for ${method} ${path}; trying again in ${seconds} s (attempt ${attempts})`,
      refused: (answer: string) => `Atlas answers ${answer}`,
      notAtlas: (status: number) => `Another server answers ${status} instead of Atlas`,
      noAnswer: (code: string) => `No answer (${code})`,
    },
    cause:
      "Not an error yet. `mongodbatlas:maxRetryTime` limits the time of all attempts, and `maxAttempts` their number.",
    cure: "Nothing to do.",
  },
  gaveUp: {
    text: (attempts: number, seconds: number) => `, the last of ${attempts} attempts in ${seconds} s`,
    cause: "The end of an error message, after several attempts.",
    cure: "See the beginning of the message.",
  },
  outage: {
    text: {
      notSent: (problem: string) =>
        `not sent, because an outage has ended another request to this workspace: ${problem}`,
      shared: "; no more attempts, because an outage has used up those of another request to this workspace",
    },
    cause:
      "The requests to a workspace share an outage: one of them makes all attempts, for up to `mongodbatlas:maxRetryTime`. The others make one attempt, or none when they have waited for an attempt that took long.",
    cure: "Run `pulumi up` again after the outage; [status.mongodb.com](https://status.mongodb.com) may know more.",
  },
  debug: {
    text: (method: string, path: string, outcome: string, duration: number, attempt: number) =>
      `debug: ${method} ${path} ${outcome} ${duration} ms, attempt ${attempt}`,
    cause:
      "One HTTP exchange, with `PULUMI_ATLAS_STREAMS_LOG=debug`: its status, or the error code if there was no response.",
    cure: "Nothing to do.",
  },
} satisfies Messages;
