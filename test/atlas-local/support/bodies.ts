/** A request body of each type with every field. All names are invented. */
export const bodies = {
  Sample: { name: "sample_stream_solar", type: "Sample" },
  Cluster: {
    name: "database",
    type: "Cluster",
    clusterName: "Cluster0",
    clusterGroupId: "5f1a3c0d9e8b7a6c5d4e3f2a",
    dbRoleToExecute: { type: "BUILT_IN", role: "readWriteAnyDatabase" },
  },
  Kafka: {
    name: "orders",
    type: "Kafka",
    bootstrapServers: "broker-1.example.com:9092,broker-2.example.com:9093",
    authentication: {
      mechanism: "OAUTHBEARER",
      method: "OIDC",
      username: "reader",
      password: "pa55-kafka-password",
      clientId: "client",
      clientSecret: "pa55-client-secret",
      tokenEndpointUrl: "https://id.example.com/token",
      scope: "read",
      saslOauthbearerExtensions: "logicalCluster=lkc-1",
      httpsCaPem: "-----BEGIN CERTIFICATE-----\nMAo=\n-----END CERTIFICATE-----",
      sslCertificate: "-----BEGIN CERTIFICATE-----\nMAo=\n-----END CERTIFICATE-----",
      sslKey: "pa55-ssl-key",
      sslKeyPassword: "pa55-ssl-key-password",
      aws: { roleArn: "arn:aws:iam::123456789012:role/kafka", testBucket: "kafka" },
    },
    security: { protocol: "SASL_SSL", brokerPublicCertificate: "-----BEGIN CERTIFICATE-----" },
    config: { "auto.offset.reset": "earliest", "group.id": "g" },
    networking: { access: { type: "PUBLIC" } },
  },
  Https: {
    name: "hook",
    type: "Https",
    url: "https://hook.example.com/in",
    headers: { Authorization: "Bearer echoed", "X-Team": "streams" },
  },
  AWSLambda: {
    name: "enrich",
    type: "AWSLambda",
    aws: { roleArn: "arn:aws:iam::123456789012:role/lambda" },
    publicPrivateNetworking: { access: { type: "PUBLIC" } },
  },
  S3: {
    name: "lake",
    type: "S3",
    aws: { roleArn: "arn:aws:iam::123456789012:role/s3", testBucket: "lake" },
    networking: { access: { type: "PUBLIC" } },
  },
  AWSKinesisDataStreams: {
    name: "clicks",
    type: "AWSKinesisDataStreams",
    aws: { roleArn: "arn:aws:iam::123456789012:role/kinesis" },
    networking: { access: { type: "PUBLIC" } },
  },
  SchemaRegistry: {
    name: "schemas",
    type: "SchemaRegistry",
    provider: "CONFLUENT",
    schemaRegistryUrls: ["https://registry.example.com:8081"],
    schemaRegistryAuthentication: {
      type: "USER_INFO",
      username: "reader",
      password: "pa55-registry-password",
    },
  },
  AzureBlobStorage: {
    name: "archive",
    type: "AzureBlobStorage",
    azure: {
      servicePrincipalId: "3c5ba3b1-7a0c-4b7d-9c1f-0d6e5c9f1a2b",
      storageAccountName: "archive",
      region: "eastus",
    },
    publicPrivateNetworking: { access: { type: "PUBLIC" } },
  },
  GCPPubSub: {
    name: "events",
    type: "GCPPubSub",
    gcp: { serviceAccountId: "reader@example.iam.gserviceaccount.com" },
    publicPrivateNetworking: { access: { type: "PUBLIC" } },
  },
} as const;

/** Every write-only value above starts with this text. */
export const secretMark = "pa55-";

/** Minimal bodies. */
export const kafka = {
  name: "orders",
  type: "Kafka",
  bootstrapServers: "broker.example.com:9092",
  authentication: { mechanism: "PLAIN", username: "reader", password: "pa55-kafka-password" },
  security: { protocol: "SASL_SSL" },
} as const;
export const https = { name: "hook", type: "Https", url: "https://hook.example.com/in" } as const;
export const privateS3 = {
  name: "lake",
  type: "S3",
  aws: { roleArn: "arn:aws:iam::123456789012:role/s3" },
  networking: { access: { type: "PRIVATE_LINK", connectionId: "5f1a3c0d9e8b7a6c5d4e3f2a" } },
} as const;
export const privateKafka = {
  ...kafka,
  networking: { access: { type: "VPC" } },
} as const;
