import type * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { objectId } from "./address";
import { type CommonArgs, commonFields, type OneOf, text } from "./common";

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
  /** The cluster's name. The cluster must exist. */
  clusterName: pulumi.Input<string>;
  /** The project that holds the cluster, when it is not this one: 24 hexadecimal digits. The organization must allow it in its settings. */
  clusterGroupId?: pulumi.Input<string>;
  /** The database role with which stream processors work on the cluster. Atlas asks for it on most projects. */
  dbRoleToExecute?: pulumi.Input<DbRoleToExecute>;
}

/** @internal */
export const cluster = z.strictObject({
  ...commonFields,
  type: z.literal("Cluster").meta({ replaces: true }),
  clusterName: text,
  clusterGroupId: objectId("the id of the project that holds the cluster")
    .optional()
    .meta({ cleared: "null", filledIn: (value, { projectId }) => value === projectId }),
  dbRoleToExecute: z
    .strictObject({ role: text, type: z.enum(["BUILT_IN", "CUSTOM"]) })
    .optional()
    .meta({ cleared: "null" }),
});
