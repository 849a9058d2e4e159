import * as pulumi from "@pulumi/pulumi";
import { StreamPipeline } from "stream-pipeline";

const config = new pulumi.Config();

const orders = new StreamPipeline("orders", {
  projectId: config.require("projectId"),
  workspaceName: config.require("workspaceName"),
  kafka: {
    bootstrapServers: config.require("bootstrapServers"),
    username: config.require("kafkaUsername"),
    password: config.requireSecret("kafkaPassword"),
  },
  clusterName: config.require("clusterName"),
  alerts: { url: config.require("alertUrl"), token: config.requireSecret("alertToken") },
});

/** The names that stream processors use. */
export const source = orders.source.connectionName;
export const sink = orders.sink.connectionName;
export const alerts = orders.alerts?.connectionName;
