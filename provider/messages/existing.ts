import type { Messages } from "./entry";

export const existing = {
  takenOver: {
    text: (connection: string) => `took over the existing connection ${connection}`,
    cause: "Not an error: `adopt` has found the connection and updated it to the program's values.",
    cure: "Nothing to do.",
  },
  notAdoptable: {
    text: {
      type: (type: string) =>
        `a connection of this name exists, but its type is ${type}; it can be adopted only as that type`,
      immutableFields: (fields: string) =>
        `a connection of this name exists, but differs in ${fields}, which Atlas cannot change; give the program the same, or delete the connection first`,
    },
    cause: "`adopt` cannot take over this connection. Nothing was sent.",
    cure: "Change the program, choose another name, or delete the connection.",
  },
  invalidId: {
    text: (id: string) =>
      `"${id}" is not the id of a stream connection. It has three parts, projectId/workspaceName/connectionName, ` +
      "for example 32b6e34b3d91647abb20e7b8/my-workspace/orders.",
    cause: "The id in `StreamConnection.get` or in an import file has a different form.",
    cure: "Correct the id. The order of its parts differs from that of `@pulumi/mongodbatlas`.",
  },
} satisfies Messages;
