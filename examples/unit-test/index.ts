import * as pulumi from "@pulumi/pulumi";
import { getStreamConnectionsOutput, StreamConnection } from "pulumi-atlas-streams";

const config = new pulumi.Config();
const workspace = { projectId: config.require("projectId"), workspaceName: config.require("workspaceName") };

export const orders = new StreamConnection("orders", {
  ...workspace,
  connectionName: "orders",
  type: "Kafka",
  bootstrapServers: config.require("bootstrapServers"),
  security: { protocol: "SASL_SSL" },
  authentication: {
    mechanism: "SCRAM-512",
    username: config.require("kafkaUsername"),
    password: config.requireSecret("kafkaPassword"),
  },
});

export const database = new StreamConnection("database", {
  ...workspace,
  connectionName: "database",
  type: "Cluster",
  clusterName: config.require("clusterName"),
  // The unit test checks that this role is not an administrator's.
  dbRoleToExecute: { type: "BUILT_IN", role: "readWriteAnyDatabase" },
});

const ours = ["orders", "database"];

/** Connections of the workspace that this program does not manage. */
export const others = getStreamConnectionsOutput(workspace).results.apply((all) =>
  all.map(({ connectionName }) => connectionName).filter((name) => !ours.includes(name)),
);
