import * as pulumi from "@pulumi/pulumi";
import { type KafkaArgs, StreamConnection } from "pulumi-atlas-streams";

const config = new pulumi.Config();

const common = {
  projectId: config.require("projectId"),
  workspaceName: config.require("workspaceName"),
  type: "Kafka",
  security: { protocol: "SASL_SSL" },
  authentication: {
    mechanism: "SCRAM-512",
    username: config.require("kafkaUsername"),
    password: config.requireSecret("kafkaPassword"),
  },
  // Atlas takes 13 to 50 minutes to bring up a private path, and `pulumi up` waits for it.
  timeouts: { create: "60m" },
} satisfies Partial<KafkaArgs>;

const orders = new StreamConnection("orders", {
  ...common,
  connectionName: "orders",
  bootstrapServers: config.require("privateLinkBrokers"),
  networking: { access: { type: "PRIVATE_LINK", connectionId: config.require("privateLinkId") } },
});

const clicks = new StreamConnection("clicks", {
  ...common,
  connectionName: "clicks",
  bootstrapServers: config.require("peeredBrokers"),
  networking: { access: { type: "VPC" } },
});

export const states = { orders: orders.state, clicks: clicks.state };
