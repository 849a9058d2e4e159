import * as mongodbatlas from "@pulumi/mongodbatlas";
import * as pulumi from "@pulumi/pulumi";
import { StreamConnection, StreamConnectionFailover } from "pulumi-atlas-streams";

const config = new pulumi.Config();
const projectId = config.require("projectId");

// The workspace and the private path come from MongoDB's own package.
const workspace = new mongodbatlas.StreamWorkspace("shop", {
  projectId,
  workspaceName: "shop",
  dataProcessRegion: { cloudProvider: "AWS", region: "VIRGINIA_USA" },
  failoverRegions: [{ cloudProvider: "AWS", region: "DUBLIN_IRL" }],
});
const privateLink = new mongodbatlas.StreamPrivatelinkEndpoint("brokers", {
  projectId,
  providerName: "AWS",
  vendor: "MSK",
  arn: config.require("mskClusterArn"),
});

const address = { projectId, workspaceName: workspace.workspaceName };
const login = {
  mechanism: "SCRAM-512",
  username: config.require("kafkaUsername"),
  password: config.requireSecret("kafkaPassword"),
};

export const orders = new StreamConnection("orders", {
  ...address,
  connectionName: "orders",
  type: "Kafka",
  bootstrapServers: config.require("bootstrapServers"),
  security: { protocol: "SASL_SSL" },
  authentication: login,
  networking: { access: { type: "PRIVATE_LINK", connectionId: privateLink.id } },
  // Atlas takes 13 to 50 minutes to bring up a private path.
  timeouts: { create: "60m" },
});

export const database = new StreamConnection("database", {
  ...address,
  connectionName: "database",
  type: "Cluster",
  clusterName: config.require("clusterName"),
  dbRoleToExecute: { type: "BUILT_IN", role: "readWriteAnyDatabase" },
});

/** The brokers that stream processors write to when Virginia fails. */
export const ordersInDublin = new StreamConnectionFailover("orders-dublin", {
  ...address,
  connectionName: orders.connectionName,
  type: "Kafka",
  region: "DUBLIN_IRL",
  bootstrapServers: config.require("dublinBootstrapServers"),
  security: { protocol: "SASL_SSL" },
  authentication: login,
});
const databaseInDublin = new StreamConnectionFailover("database-dublin", {
  ...address,
  connectionName: database.connectionName,
  type: "Cluster",
  region: "DUBLIN_IRL",
  clusterName: config.require("clusterName"),
  dbRoleToExecute: { type: "BUILT_IN", role: "readWriteAnyDatabase" },
});

// The names are outputs of the connections. So Pulumi creates the connections first, and deletes them last.
const stages = pulumi
  .all([database.connectionName, orders.connectionName])
  .apply(([source, sink]) => [
    { $source: { connectionName: source, db: "shop", coll: "orders" } },
    { $match: { operationType: "insert" } },
    { $emit: { connectionName: sink, topic: "orders" } },
  ]);

export const processor = new mongodbatlas.StreamProcessor(
  "publish-orders",
  {
    ...address,
    processorName: "publish-orders",
    pipeline: pulumi.jsonStringify(stages),
    options: { dlq: { connectionName: database.connectionName, db: "shop", coll: "unpublishedOrders" } },
    failoverEnabled: true,
    state: "STARTED",
  },
  { dependsOn: [ordersInDublin, databaseInDublin] },
);
