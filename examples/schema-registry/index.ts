import * as pulumi from "@pulumi/pulumi";
import { StreamConnection } from "pulumi-atlas-streams";

const config = new pulumi.Config();
const workspace = { projectId: config.require("projectId"), workspaceName: config.require("workspaceName") };

const orders = new StreamConnection("orders", {
  ...workspace,
  connectionName: "orders",
  type: "Kafka",
  bootstrapServers: config.require("bootstrapServers"),
  security: { protocol: "SASL_SSL" },
  authentication: {
    mechanism: "PLAIN",
    username: config.require("kafkaKey"),
    password: config.requireSecret("kafkaSecret"),
  },
});

// The registry has its own API key. `{ type: "SASL_INHERIT" }` would use the cluster's.
const schemas = new StreamConnection("schemas", {
  ...workspace,
  connectionName: "schemas",
  type: "SchemaRegistry",
  provider: "CONFLUENT",
  schemaRegistryUrls: [config.require("registryUrl")],
  schemaRegistryAuthentication: {
    type: "USER_INFO",
    username: config.require("registryKey"),
    password: config.requireSecret("registrySecret"),
  },
});

export const states = { orders: orders.state, schemas: schemas.state };
