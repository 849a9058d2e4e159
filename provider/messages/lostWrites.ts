import type { Messages } from "./entry";

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
    cure: "`mongodbatlas:verifyWrites` helps.",
  },
  fieldsLost: {
    text: (fields: string, times: number) =>
      `Atlas accepted ${fields} ${times} times, but shows another value each time. ` +
      "Check whether another program writes to the same workspace; then run pulumi up again",
    cause: "Two programs probably undo each other's changes.",
    cure: "Let one program have the connection, or run them one after the other.",
  },
  connectionLost: {
    text: (connection: string) =>
      `Atlas accepted connection ${connection}, but does not show it. Run pulumi refresh; then pulumi up creates it again`,
    cause: "Atlas has lost the connection three times.",
    cure: "Follow the message.",
  },
  notTakenOver: {
    text: (fields: string) =>
      `Atlas accepted the update twice, but did not take over ${fields}. ` +
      "Check whether Atlas writes these values differently; otherwise replace the connection: set deleteBeforeReplace: true in its options, and run pulumi up --replace with its URN.",
    cause: "Atlas answered with success, but the answer shows another value.",
    cure: "Compare the field with Atlas' console.",
  },
  unknownOutcome: {
    text: {
      asked: (error: string) =>
        `${error}. It is not known whether Atlas has created the connection. ` +
        "Run pulumi up again; if it says that the name exists already, run it once with PULUMI_ATLAS_STREAMS_ADOPT=1",
      notAsked: (error: string, reason: string) =>
        `${error}, and it could not be looked up: ${reason}. It is not known whether Atlas has created the connection. ` +
        "Run pulumi up again; if it says that the name exists already, run it once with PULUMI_ATLAS_STREAMS_ADOPT=1",
    },
    cause:
      "The answer to a POST did not come, and Atlas could not be asked, or four answers were lost. The state does not hold the connection, because the connection of that name may be another program's.",
    cure: "Follow the message.",
  },
} satisfies Messages;
