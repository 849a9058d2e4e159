import * as pulumi from "@pulumi/pulumi";
import { StreamConnection } from "pulumi-atlas-streams";

const config = new pulumi.Config();
const workspace = { projectId: config.require("projectId"), workspaceName: config.require("workspaceName") };

// Stream processors write to this cluster in the workspace's own project.
const orders = new StreamConnection("orders", {
  ...workspace,
  connectionName: "orders",
  type: "Cluster",
  clusterName: config.require("clusterName"),
  dbRoleToExecute: { type: "BUILT_IN", role: "readWriteAnyDatabase" },
});

// Stream processors only read from this cluster in another project.
const catalog = new StreamConnection("catalog", {
  ...workspace,
  connectionName: "catalog",
  type: "Cluster",
  clusterGroupId: config.require("catalogProjectId"),
  clusterName: config.require("catalogClusterName"),
  dbRoleToExecute: { type: "BUILT_IN", role: "readAnyDatabase" },
});

export const states = { orders: orders.state, catalog: catalog.state };
