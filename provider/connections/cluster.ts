import type * as pulumi from "@pulumi/pulumi";
import type { CommonArgs, OneOf } from "./common";
import type { ConnectionDefinition } from "./definition";

/** The database role with which stream processors work on the cluster. */
export interface DbRoleToExecute {
  /** For `BUILT_IN`: `atlasAdmin`, `readWriteAnyDatabase` or `readAnyDatabase`; for `CUSTOM`: the name of a role of the project. */
  role: pulumi.Input<string>;
  /** `BUILT_IN` or `CUSTOM`. */
  type: pulumi.Input<OneOf<"BUILT_IN" | "CUSTOM">>;
}

/**
 * An Atlas cluster.
 *
 * @example
 * new StreamConnection("db", { projectId, workspaceName, connectionName: "db", type: "Cluster",
 *   clusterName: "Cluster0", dbRoleToExecute: { role: "readWriteAnyDatabase", type: "BUILT_IN" } });
 */
export interface ClusterArgs extends CommonArgs {
  /** An Atlas cluster. A change replaces the connection. */
  type: "Cluster";
  /** The name of the Atlas cluster. It must exist. */
  clusterName: pulumi.Input<string>;
  /** The project that holds the Atlas cluster, when it is not this one: 24 hexadecimal digits. The organization must allow it in its settings. */
  clusterGroupId?: pulumi.Input<string>;
  /** The database role with which stream processors work on the cluster. Atlas asks for it on most projects. */
  dbRoleToExecute?: pulumi.Input<DbRoleToExecute>;
}

/** @hidden */
export const cluster: ConnectionDefinition<ClusterArgs> = {
  type: "Cluster",
  canFailOver: true,
  fields: {
    clusterName: { schema: ({ text }) => text },
    clusterGroupId: {
      removedBy: "null",
      isServerDefault: (value, { projectId }) => value === projectId,
      schema: ({ objectId }) => objectId("clusterProject").optional(),
    },
    dbRoleToExecute: {
      removedBy: "null",
      schema: ({ z, object, text }) =>
        object<DbRoleToExecute>({ role: text, type: z.enum(["BUILT_IN", "CUSTOM"]) }).optional(),
    },
  },
};
