import * as pulumi from "@pulumi/pulumi";
import { StreamConnection } from "pulumi-atlas-streams";

const config = new pulumi.Config();
const project = { projectId: config.require("projectId"), workspaceName: config.require("workspaceName") };
const aws = { roleArn: "arn:aws:iam::123456789012:role/atlas-streams" };

// One of Atlas' sample streams; the name chooses it.
const solar = new StreamConnection("solar", {
  ...project,
  connectionName: "sample_stream_solar",
  type: "Sample",
});

const database = new StreamConnection("database", {
  ...project,
  connectionName: "database",
  type: "Cluster",
  clusterName: "Cluster0",
  dbRoleToExecute: { type: "BUILT_IN", role: "readWriteAnyDatabase" },
});

const orders = new StreamConnection("orders", {
  ...project,
  connectionName: "orders",
  type: "Kafka",
  bootstrapServers: "broker-1.example.com:9092,broker-2.example.com:9092",
  security: { protocol: "SASL_SSL" },
  authentication: {
    mechanism: "SCRAM-512",
    username: "atlas",
    // Secret even without `requireSecret`: the provider marks every write-only field.
    password: config.requireSecret("kafkaPassword"),
  },
  config: { "auto.offset.reset": config.get("offsetReset") ?? "earliest" },
});

const hook = new StreamConnection("hook", {
  ...project,
  connectionName: "hook",
  type: "Https",
  url: "https://example.com/hook",
  headers: { Authorization: pulumi.interpolate`Bearer ${config.requireSecret("hookToken")}` },
});

const enrich = new StreamConnection("enrich", {
  ...project,
  connectionName: "enrich",
  type: "AWSLambda",
  aws,
});

const lake = new StreamConnection("lake", {
  ...project,
  connectionName: "lake",
  type: "S3",
  aws: { ...aws, testBucket: "example-lake" },
});

const clicks = new StreamConnection("clicks", {
  ...project,
  connectionName: "clicks",
  type: "AWSKinesisDataStreams",
  aws,
});

const schemas = new StreamConnection("schemas", {
  ...project,
  connectionName: "schemas",
  type: "SchemaRegistry",
  provider: "CONFLUENT",
  schemaRegistryUrls: ["https://registry.example.com:8081"],
  schemaRegistryAuthentication: {
    type: "USER_INFO",
    username: "atlas",
    password: config.requireSecret("registryPassword"),
  },
});

const archive = new StreamConnection("archive", {
  ...project,
  connectionName: "archive",
  type: "AzureBlobStorage",
  azure: { servicePrincipalId: "3c5ba3b1-7a0c-4b7d-9c1f-0d6e5c9f1a2b", storageAccountName: "examplearchive" },
});

const events = new StreamConnection("events", {
  ...project,
  connectionName: "events",
  type: "GCPPubSub",
  gcp: { serviceAccountId: "atlas@example.iam.gserviceaccount.com" },
});

// Three mistakes that the compiler cannot find, but the preview reports.
if (config.getBoolean("withMistakes")) {
  new StreamConnection("mistaken", {
    ...project,
    connectionName: "mistaken",
    type: "Kafka",
    bootstrapServers: "SASL_SSL://broker-1.example.com:9092",
    security: { protocol: "SASL_SSL", brokerPublicCertificate: "broker.pem" },
    authentication: { mechanism: "PLAIN", username: "atlas" },
  });
}

const connections = { solar, database, orders, hook, enrich, lake, clicks, schemas, archive, events };

/** The state of each connection, by its name in the program. */
export const states = Object.fromEntries(
  Object.entries(connections).map(([name, { state }]) => [name, state]),
);
/** A secret output, because it holds the password. */
export const ordersAuthentication = orders.authentication;
