import { defaultTimeout } from "../connections/timeouts";
import type { Messages } from "./entry";

export const waiting = {
  line: {
    text: (what: string, seconds: number) => `waiting for ${what}, for ${seconds} s so far`,
    cause: "Not an error: a line during a wait. Private networking takes 13 to 50 minutes.",
    cure: "Nothing to do.",
  },
  what: {
    text: {
      ready: (connection: string, state: string) =>
        `connection ${connection} to become READY (it is ${state})`,
      gone: (connection: string, state: string) => `connection ${connection} to disappear (it is ${state})`,
      deployed: (connection: string) =>
        `connection ${connection} to be deployed; Atlas does not delete it before`,
      nameFree: (connection: string) => `the name ${connection} to become free, which Atlas says is taken`,
      accepted: (connection: string, refusal: string) =>
        `Atlas to accept connection ${connection}, which it refuses with ${refusal}`,
      createResponse: (connection: string) => `a response to the creation of connection ${connection}`,
    },
    cause: "A part of the messages of this section: the event that ends the wait.",
    cure: "Nothing to do.",
  },
  state: {
    text: { notShown: "not shown", notShownYet: "not shown yet", stillShown: "still shown" },
    cause:
      "Replaces the state in a message if Atlas does not show the connection, or shows it without a state.",
    cure: "Nothing to do.",
  },
  timedOut: {
    text: (what: string, timeout: string, operation: string) =>
      `still waiting for ${what} after ${timeout}. Raise timeouts.${operation} if Atlas needs longer; the next run continues the wait`,
    cause: `The time of \`timeouts\` is over (default: \`${defaultTimeout}\`). The connection is in the state, and the next \`pulumi up\` only waits.`,
    cure: "If the connection stays PENDING for hours, look at the peering, the Private Link or the role, then ask MongoDB's support.",
  },
  failed: {
    text: (connection: string) => `Atlas reports connection ${connection} as FAILED`,
    cause: "Atlas could not deploy the connection.",
    cure: "Fix the cause: the role, the peering or the endpoint. The next `pulumi up` replaces the connection.",
  },
} satisfies Messages;
