import type { Messages } from "./entry";

/** Messages of delete, of refresh, and of every operation. */
export const operations = {
  notDeleted: {
    text: (connection: string) =>
      `connection ${connection} is not deleted, because another resource of the program owns it`,
    cause:
      "Not an error: a renamed resource with `adopt` has taken the connection over, and deleting the old resource must not destroy it.",
    cure: "Nothing to do.",
  },
  deletionFailed: {
    text: (connection: string, times: number) =>
      `Atlas reports connection ${connection} as FAILED, although it has accepted its deletion ${times} times`,
    cause: "Atlas cannot delete the connection.",
    cure: "Delete it in Atlas' console or ask MongoDB's support, then run `pulumi refresh`.",
  },
  successorUpdated: {
    text: (connection: string) =>
      `connection ${connection} has another id in Atlas than in the state: it was deleted and created again outside of Pulumi. It has the program's values now`,
    cause: "Not an error. The update has sent all fields, secrets included, to the connection of this name.",
    cure: "Nothing to do, unless the new connection was meant for something else.",
  },
  successorRead: {
    text: (connection: string) =>
      `connection ${connection} has another id in Atlas than in the state: it was deleted and created again outside of Pulumi. Its secrets are unknown; the next pulumi up sends them`,
    cause: "A refresh has found another connection of this name. Atlas never returns its passwords and keys.",
    cure: "Look at the preview, then run `pulumi up`.",
  },
  secretDrift: {
    text: (connection: string, fields: string) =>
      `connection ${connection} has other values in Atlas than in the state, which Pulumi shows as [secret]: ${fields}`,
    cause: "A secret that Atlas returns, for example a header, was changed outside of Pulumi.",
    cure: "Look at the preview: `pulumi up` restores the program's value.",
  },
  successorKept: {
    text: (connection: string) =>
      `connection ${connection} is not deleted: it has another id in Atlas than in the state, so it was created again outside of Pulumi`,
    cause: "The connection of the state is gone already. Another one has its name.",
    cure: "Delete it in Atlas if it is not needed.",
  },
  workspaceMissing: {
    text: (workspace: string, connection: string) =>
      `workspace ${workspace} does not exist in Atlas, so connection ${connection} is gone, too`,
    cause: "The stream workspace was deleted, and its connections with it.",
    cure: "If the workspace should exist, check project and workspace, and `mongodbatlas:baseUrl`.",
  },
  missing: {
    text: "there is no such connection in Atlas",
    cause:
      "`StreamConnection.get` or `getStreamConnection` found no connection. (A refresh removes a resource whose connection is gone, without an error.)",
    cure: "Check project, workspace and name.",
  },
  notListed: {
    text: "Atlas does not list this failover connection",
    cause: "The failover connection does not exist, or was deleted outside of Pulumi.",
    cure: "Run `pulumi refresh`; the next `pulumi up` creates it again.",
  },
  unknownType: {
    text: (type: string) =>
      `Atlas reports the type ${type}, which this version of pulumi-atlas-streams does not know; use a newer one`,
    cause: "The connection is of a type that is newer than this version of the package.",
    cure: "`npm install pulumi-atlas-streams@latest`.",
  },
  failed: {
    text: {
      noText: "(no text)",
      withName: (operation: string, type: string, connection: string, workspace: string, project: string) =>
        `could not ${operation} ${type} connection ${connection} of workspace ${workspace} in project ${project}`,
      withId: (operation: string, id: string) => `could not ${operation} connection ${id}`,
    },
    cause:
      "The beginning of every error: the operation (check, compare, create, read, update, delete) and the connection. `(no text)` takes the place of a name that is not a text.",
    cure: "See the rest of the message.",
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
  unsettled: {
    text: "the process ended before the operation was over",
    cause: "A bug in this package: Node had nothing left to wait for.",
    cure: "Please report it, with `PULUMI_ATLAS_STREAMS_LOG=debug`. Run `pulumi refresh` before the next `pulumi up`.",
  },
  printedElsewhere: {
    text: "see the error at the resource",
    cause: "Pulumi prints the errors of some operations twice, the second time for the stack.",
    cure: "See the first one, which has the message.",
  },
} satisfies Messages;
