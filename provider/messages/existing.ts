import type { Messages } from "./entry";

export const existing = {
  claimed: {
    text: (connection: string) =>
      `connection ${connection} exists and was created after this run sent its request, whose response was lost; it counts as created`,
    cause:
      "Not an error. The response to a POST was lost, and the time in the connection's id shows that it is ours.",
    cure: "Nothing to do.",
  },
  notRecorded: {
    text: {
      adoption: (reason: string) =>
        `the adoption cannot be recorded for other providers of this program, so nothing was sent: ${reason}`,
      foreignFolder: (folder: string) => `${folder} is not a folder of this user`,
    },
    cause:
      "Pulumi's home folder (`PULUMI_HOME`, or `~/.pulumi`) cannot be written. Without the record, another provider of the same program might delete the connection that has just been adopted.",
    cure: "Make the folder writable for this user, then run `pulumi up` again.",
  },
  notRecordedAgain: {
    text: (connection: string, reason: string) =>
      `connection ${connection} was adopted, and other providers of this program cannot learn of it: ${reason}`,
    cause: "The same, for a connection that an earlier run has adopted.",
    cure: "Make the folder writable before a run that deletes the resource that had the connection before.",
  },
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
  failoverName: {
    text: (connection: string, region = "") => `${connection} (failover${region && ` in ${region}`})`,
    cause:
      "The name of a failover connection in messages: its connection, and its region. Example: `orders (failover in DUBLIN_IRL)`.",
    cure: "Nothing to do.",
  },
  invalidId: {
    text: {
      connection: (id: string) =>
        `"${id}" is not the id of a stream connection. It has three parts, projectId/workspaceName/connectionName, ` +
        "for example 32b6e34b3d91647abb20e7b8/my-workspace/orders.",
      failover: (id: string) =>
        `"${id}" is not the id of a failover connection. It has four parts, ` +
        "projectId/workspaceName/connectionName/failoverConnectionId, " +
        "for example 32b6e34b3d91647abb20e7b8/my-workspace/orders/66f0a1b2c3d4e5f601234567.",
    },
    cause:
      "The id in `StreamConnection.get`, in `StreamConnectionFailover.get` or in an import file has a different form.",
    cure: "Correct the id. The order of its parts differs from that of `@pulumi/mongodbatlas`.",
  },
} satisfies Messages;
