import { secret } from "../support/captured";

/** The configuration and the expected results of an example. */
export interface Example {
  /** Plain configuration, in addition to `projectId` and `workspaceName`. */
  config?: Readonly<Record<string, string>>;
  /** Secret configuration. No output may contain these values. */
  secrets?: Readonly<Record<string, string>>;
  /** The expected fields in Atlas, by the connection's name. */
  connections: Readonly<Record<string, object>>;
  /** The expected write-only fields, by the connection's name. */
  writeOnly?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const roleArn = "arn:aws:iam::123456789012:role/atlas-streams";
const broker = { bootstrapServers: "broker-1.example.com:9096,broker-2.example.com:9096" };
const kafkaUser = { kafkaUsername: "atlas" };
const kafkaPassword = secret("s3cr3t-example-kafka-password");
const scram = { authentication: { mechanism: "SCRAM-512", username: "atlas" } };
const password = { "authentication.password": kafkaPassword };

const otherProjectId = "5f2a7c1e9b3d4a6f8c0e1d2b";
const privateLinkId = "6512bd43d9caa6e02c990b0a";

/** A fake certificate or key in PEM format. */
const pem = (label: string, content: string) =>
  `-----BEGIN ${label}-----\n${content}\n-----END ${label}-----`;
const brokerCertificate = pem("CERTIFICATE", "of the brokers' authority");
const clientCertificate = pem("CERTIFICATE", "of the client");
const clientKey = pem("ENCRYPTED PRIVATE KEY", secret("s3cr3t-example-client-key"));
const clientKeyPassword = secret("s3cr3t-example-client-key-password");

const oauthSecret = secret("s3cr3t-example-oauth-client");
const hookToken = secret("s3cr3t-example-hook-token");
const registrySecret = secret("s3cr3t-example-registry");
const alertToken = secret("s3cr3t-example-alert-token");

/** The examples that are programs for the CLI. */
export const programs: Readonly<Record<string, Example>> = {
  "kafka-sasl": {
    config: { ...broker, ...kafkaUser },
    secrets: { kafkaPassword },
    connections: { orders: { type: "Kafka", ...broker, ...scram, security: { protocol: "SASL_SSL" } } },
    writeOnly: { orders: password },
  },
  "kafka-mtls": {
    config: { ...broker, brokerCertificate, clientCertificate },
    secrets: { clientKey, clientKeyPassword },
    connections: {
      orders: {
        type: "Kafka",
        security: { protocol: "SSL", brokerPublicCertificate: brokerCertificate },
        authentication: { sslCertificate: clientCertificate },
      },
    },
    writeOnly: {
      orders: { "authentication.sslKey": clientKey, "authentication.sslKeyPassword": clientKeyPassword },
    },
  },
  "kafka-oauth": {
    config: {
      ...broker,
      tokenEndpointUrl: "https://login.example.com/oauth2/token",
      clientId: "atlas-streams",
      logicalCluster: "lkc-1",
      identityPool: "pool-1",
    },
    secrets: { clientSecret: oauthSecret },
    connections: {
      orders: {
        type: "Kafka",
        authentication: {
          mechanism: "OAUTHBEARER",
          method: "OIDC",
          clientId: "atlas-streams",
          saslOauthbearerExtensions: "logicalCluster=lkc-1,identityPoolId=pool-1",
        },
      },
    },
    writeOnly: { orders: { "authentication.clientSecret": oauthSecret } },
  },
  "kafka-msk-iam": {
    config: { ...broker, roleArn },
    connections: {
      orders: { type: "Kafka", authentication: { mechanism: "AWS_MSK_IAM", aws: { roleArn } } },
    },
  },
  "kafka-private-networking": {
    config: {
      ...kafkaUser,
      privateLinkBrokers: "lkc-1.private.example.com:9092",
      privateLinkId,
      peeredBrokers: "10.0.0.1:9096",
    },
    secrets: { kafkaPassword },
    connections: {
      orders: {
        type: "Kafka",
        state: "READY",
        networking: { access: { type: "PRIVATE_LINK", connectionId: privateLinkId } },
      },
      clicks: { type: "Kafka", state: "READY", networking: { access: { type: "VPC" } } },
    },
    writeOnly: { orders: password, clicks: password },
  },
  "cluster-across-projects": {
    config: { clusterName: "Cluster0", catalogProjectId: otherProjectId, catalogClusterName: "Catalog" },
    connections: {
      orders: { type: "Cluster", clusterName: "Cluster0", dbRoleToExecute: { role: "readWriteAnyDatabase" } },
      catalog: {
        type: "Cluster",
        clusterName: "Catalog",
        clusterGroupId: otherProjectId,
        dbRoleToExecute: { type: "BUILT_IN", role: "readAnyDatabase" },
      },
    },
  },
  "https-secret-headers": {
    config: { url: "https://alerts.example.com/hook" },
    secrets: { token: hookToken },
    connections: {
      alerts: {
        type: "Https",
        url: "https://alerts.example.com/hook",
        headers: { Authorization: `Bearer ${hookToken}`, "X-Source": "atlas-stream-processing" },
      },
    },
  },
  "s3-and-lambda": {
    config: { roleArn, testBucket: "example-lake" },
    connections: {
      lake: { type: "S3", aws: { roleArn, testBucket: "example-lake" } },
      functions: { type: "AWSLambda", aws: { roleArn } },
    },
  },
  kinesis: {
    config: { roleArn },
    connections: { clicks: { type: "AWSKinesisDataStreams", aws: { roleArn } } },
  },
  "schema-registry": {
    config: {
      ...broker,
      kafkaKey: "cluster-key",
      registryUrl: "https://registry.example.com",
      registryKey: "registry-key",
    },
    secrets: { kafkaSecret: kafkaPassword, registrySecret },
    connections: {
      orders: { type: "Kafka", authentication: { mechanism: "PLAIN", username: "cluster-key" } },
      schemas: {
        type: "SchemaRegistry",
        provider: "CONFLUENT",
        schemaRegistryUrls: ["https://registry.example.com"],
        schemaRegistryAuthentication: { type: "USER_INFO", username: "registry-key" },
      },
    },
    writeOnly: { orders: password, schemas: { "schemaRegistryAuthentication.password": registrySecret } },
  },
  "azure-and-gcp": {
    config: {
      servicePrincipalId: "3c5ba3b1-7a0c-4b7d-9c1f-0d6e5c9f1a2b",
      storageAccountName: "examplearchive",
      serviceAccountId: "atlas@example.iam.gserviceaccount.com",
    },
    connections: {
      archive: { type: "AzureBlobStorage", azure: { storageAccountName: "examplearchive" } },
      events: { type: "GCPPubSub", gcp: { serviceAccountId: "atlas@example.iam.gserviceaccount.com" } },
    },
  },
  "pipeline-component": {
    config: { ...broker, ...kafkaUser, clusterName: "Cluster0", alertUrl: "https://alerts.example.com/hook" },
    secrets: { kafkaPassword, alertToken },
    connections: {
      "orders-source": { type: "Kafka", ...broker, ...scram },
      "orders-sink": { type: "Cluster", clusterName: "Cluster0" },
      "orders-alerts": { type: "Https", headers: { Authorization: `Bearer ${alertToken}` } },
    },
    writeOnly: { "orders-source": password },
  },
  "unit-test": {
    config: { ...broker, ...kafkaUser, clusterName: "Cluster0" },
    secrets: { kafkaPassword },
    connections: { orders: { type: "Kafka" }, database: { type: "Cluster" } },
    writeOnly: { orders: password },
  },
};
