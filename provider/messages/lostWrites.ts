import type { Messages } from "./entry";

const unknownOutcome =
  "It is not known whether Atlas has created the connection. " +
  "Run pulumi up again; if it says that the name exists already, run it once with PULUMI_ATLAS_STREAMS_ADOPT=1";

export const lostWrites = {
  resent: {
    text: {
      fields: (fields: string, connection: string) =>
        `Atlas has lost ${fields} of connection ${connection}; sending it again`,
      connection: (connection: string) => `Atlas has lost connection ${connection}; creating it again`,
      deletion: (connection: string) =>
        `Atlas has lost the deletion of connection ${connection}; sending it again`,
    },
    cause:
      "Not an error, but a sign that something else writes to the workspace: another stack, Terraform, a person.",
    cure: "Turn on `mongodbatlas:verifyWrites`, or let only one of them write at a time.",
  },
  fieldsLost: {
    text: (fields: string, times: number) =>
      `Atlas accepted ${fields} ${times} times, but shows another value each time. ` +
      "Check whether another program writes to the same workspace; then run pulumi up again",
    cause: "Two programs probably undo each other's changes.",
    cure: "Let only one program manage the connection, or run them one after the other.",
  },
  connectionLost: {
    text: (connection: string) =>
      `Atlas accepted connection ${connection}, but does not show it. Run pulumi refresh; then pulumi up creates it again`,
    cause: "Atlas has lost the connection three times.",
    cure: "Follow the message.",
  },
  notAccepted: {
    text: (fields: string) =>
      `Atlas accepted the update twice, but shows another value of ${fields}. ` +
      "Check whether Atlas writes these values differently; otherwise replace the connection: set deleteBeforeReplace: true in its options, and run pulumi up --replace with its URN.",
    cause: "Atlas reported success, but its response still shows the old value.",
    cure: "Compare the field with Atlas' console.",
  },
  unknownOutcome: {
    text: {
      responseLost: (error: string) => `${error}. ${unknownOutcome}`,
      lookUpFailed: (error: string, reason: string) =>
        `${error}, and the connection could not be looked up: ${reason}. ${unknownOutcome}`,
    },
    cause:
      "The response to a POST was lost and the look-up failed, or the responses to four POSTs were lost. The state does not hold the connection, because another program may have created it.",
    cure: "Follow the message.",
  },
} satisfies Messages;
