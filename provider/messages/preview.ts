import type { Messages } from "./entry";

const exists = (connection: string) => `connection ${connection} exists already, `;

export const preview = {
  replaced: {
    text: (connection: string, reasons: string) =>
      `connection ${connection} will be deleted and created again by pulumi up: ${reasons}`,
    cause:
      "`pulumi up` will replace the connection, so it will not exist for some time. The message ends with the reasons; the next two entries explain them.",
    cure: "Stop its stream processors first: Atlas refuses to delete a connection that they use.",
  },
  immutableFields: {
    text: (fields: string) => `Atlas cannot change ${fields} in place`,
    cause: "The program changes a field that Atlas cannot change.",
    cure: "If you do not want the replacement, change the field back.",
  },
  droppedSecrets: {
    text: (fields: string) => `Atlas never returns ${fields}, so the removal cannot be verified`,
    cause:
      "The program no longer gives a password or key. Atlas never returns these values, so the provider replaces the connection to be certain that they are gone.",
    cure: "If you do not want the replacement, give the value again.",
  },
  failed: {
    text: (connection: string) =>
      `connection ${connection} is FAILED in Atlas and will be replaced by pulumi up`,
    cause: "Atlas could not deploy the connection.",
    cure: "First fix the cause: the role, the peering or the endpoint.",
  },
  pending: {
    text: (connection: string, state: string) =>
      `connection ${connection} is ${state} in Atlas; pulumi up changes nothing and waits until it is READY`,
    cause: "An earlier run ended before the connection was READY.",
    cure: "Nothing to do.",
  },
  adoption: {
    text: {
      unchanged: (connection: string) => `${exists(connection)}and will be taken over`,
      changed: (connection: string, fields: string) =>
        `${exists(connection)}and will be taken over, which changes its ${fields}`,
    },
    cause: "`adopt: true` has found a connection of this name.",
    cure: "If the connection is not yours, choose another name.",
  },
  noAdoption: {
    text: {
      type: (connection: string, type: string) =>
        `${exists(connection)}but its type is ${type}, so it cannot be taken over`,
      immutableFields: (connection: string, fields: string) =>
        `${exists(connection)}but differs in ${fields}, which Atlas cannot change, so it cannot be taken over`,
    },
    cause: "`adopt: true` has found a connection that the program cannot take over. `pulumi up` would fail.",
    cure: "Give the program the values that Atlas has, choose another name, or delete the connection.",
  },
} satisfies Messages;
