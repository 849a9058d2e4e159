import * as pulumi from "@pulumi/pulumi";
import { StreamConnection } from "pulumi-atlas-streams";

const config = new pulumi.Config();

const orders = new StreamConnection("orders", {
  projectId: config.require("projectId"),
  workspaceName: config.require("workspaceName"),
  connectionName: "orders",
  type: "Kafka",
  bootstrapServers: config.require("bootstrapServers"),
  security: { protocol: "SASL_SSL" },
  authentication: {
    mechanism: "SCRAM-512",
    username: config.require("kafkaUsername"),
    password: config.requireSecret("kafkaPassword"),
  },
  config: { "auto.offset.reset": "earliest" },
});

/** The name for `$source: { connectionName: … }` in a stream processor. */
export const connectionName = orders.connectionName;
export const state = orders.state;
