import { settingName } from "../atlas/settings/list";
import type { Messages } from "./entry";

export const doctor = {
  settings: {
    text: {
      from: (sources: string) => `${sources}; everything else has its default`,
      ofConfiguration: (key: string) => `${key} from the configuration`,
      ofEnvironment: (variable: string) => `${variable} from the environment`,
      nothing: "none is set",
      cure: "Set it in the stack's configuration or in the environment; docs/configuration.md in the repository lists all settings.",
    },
    cause: "`doctor` names the source of each setting, never its value.",
    cure: "If a setting comes from another source than you expect, unset it there. The configuration comes before the environment.",
  },
  credentials: {
    text: {
      accepted: (kind: string) => `${kind}, accepted by Atlas`,
      refused: (kind: string, reason: string) => `${kind}, refused by Atlas: ${reason}`,
      undecided: (kind: string, reason: string) =>
        `${kind}; Atlas has not said whether it accepts it: ${reason}`,
    },
    cause: "Atlas accepts or refuses the credentials.",
    cure: "For a refusal, follow the line that begins with `Cure`.",
  },
  server: {
    text: {
      reached: (host: string, proxy: string) => `${host} answers, ${proxy}`,
      notReached: (host: string, proxy: string, code: string) => `${host} gives no answer, ${proxy}: ${code}`,
      notAtlas: (host: string, proxy: string, reason: string) =>
        `${host} answers, ${proxy}, but not as Atlas: ${reason}`,
      direct: "without a proxy",
      viaProxy: "through a proxy",
      invalidProxy: "the proxy's URL is invalid",
      thisMachine: "this machine",
      otherHost: "a host of your own",
      hidden: (what: string) => `For you only, not for the issue: ${what}.`,
      baseUrl: (url: string) => `the base URL is ${url}`,
      proxy: (url: string) => `the proxy is ${url}`,
    },
    cause: "The host of the base URL, and the proxy, if the environment names one.",
    cure: `Without an answer, check ${settingName("baseUrl")}, the proxy and the firewall.`,
  },
  refused: {
    text: {
      accessList: (reason: string) => `Atlas refuses this machine's address: ${reason}`,
      notRefused: "Atlas accepts this machine's address",
      found: "found",
      notFound: (reason: string) => `not found: ${reason}`,
      allowed: "the credentials have it",
      notAllowed: (reason: string) => `the credentials lack it: ${reason}`,
      notTried: "only --write shows whether the credentials have it",
      noAnswer: (reason: string) => `no answer: ${reason}`,
      earlier: "an earlier check has failed",
      otherAnswer: (reason: string) => `Atlas has answered something else: ${reason}`,
    },
    cause: "The checks of the access list, of project, workspace and roles.",
    cure: "Follow the line that begins with `Cure`.",
  },
  measured: {
    text: {
      rateLimit: (remaining: string, limit: string) => `${remaining} of ${limit} requests are left`,
      noRateLimit: "Atlas' responses name none",
      sameClock: "it agrees with Atlas' clock",
      behind: (seconds: number) => `${seconds} s behind Atlas' clock`,
      ahead: (seconds: number) => `${seconds} s ahead of Atlas' clock`,
      noClock: "the response has no date",
      clockCure:
        "Set this machine's clock, for example with NTP: certificates and access tokens depend on it.",
    },
    cause: "The rate limit of the project, and this machine's clock.",
    cure: "When few requests are left, wait a minute. Set a clock that is minutes away from Atlas'.",
  },
  write: {
    text: {
      starts: "Making, changing and deleting throw-away connections. This takes about a minute.",
      skipped: "Nothing was written, because a check has failed.",
      interrupted: "Interrupted. Deleting the throw-away connections; a second Ctrl-C leaves them.",
      failed: (reason: string) => `A probe has ended early: ${reason}.`,
      left: (names: string) =>
        `Could not delete these throw-away connections. Delete them in Atlas' console: ${names}.`,
      allDeleted: "all are deleted",
      someLeft: "some are left; the error output has their names",
      cure: "Delete the connections that begin with pulumi-doctor- in Atlas' console.",
    },
    cause:
      "`doctor --write` makes connections whose names begin with `pulumi-doctor-`, and deletes them at its end.",
    cure: "Delete a connection that is left in Atlas' console. No other connection was touched.",
  },
  endedEarly: {
    text: "The command ended before its work was done. Look for connections that begin with pulumi-doctor- in Atlas' console, and please report this.",
    cause: "A request got neither an answer nor an error.",
    cure: "Please open an issue.",
  },
} satisfies Messages;
