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
  unknownName: {
    text: (connection: string, warning: string) => `connection ${connection}: ${warning}`,
    cause: "Not an error: a warning of the sections on fields and values, with the connection's name.",
    cure: "See the warning.",
  },
  similarName: {
    text: (id: string, other: string) =>
      `connections ${id} and ${other} differ only in upper and lower case; Atlas may take them for one`,
    cause: "Two resources of the program have such names. Whether Atlas tells them apart is unknown.",
    cure: "Give them different names.",
  },
  foreignProvider: {
    text: (connection: string) =>
      `connection ${connection} comes from another dynamic provider, whose delete will run after the replacement; set retainOnDelete on the old resource first`,
    cause:
      "The resource had another dynamic provider before, for example a home-made one, and has an alias for its old name. The old provider deletes by name, so it would delete the connection that the new resource has just created or adopted.",
    cure: "Run `pulumi up` once with `retainOnDelete: true` on the old resource, then change the program. See [migrating.md](migrating.md).",
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
  foreignCopy: {
    text: (connection: string) =>
      `the state of connection ${connection} names another copy of pulumi-atlas-streams; pulumi up corrects that, and ` +
      "changes nothing in Atlas",
    cause:
      "An earlier `pulumi up` used a copy of this package below another package. Once that copy is gone, `pulumi refresh` and `pulumi destroy` fail with `Cannot find module`.",
    cure: "Run `pulumi up` without `--refresh`.",
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
