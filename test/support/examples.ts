import { type ConnectionType, connectionTypes } from "../../provider/connections/types";
import type { JsonObject } from "../../provider/shared/json";

/** Every secret of the examples. No output may contain them. */
export const exampleSecrets: string[] = [];

/** Does not use `secret` of `captured.ts`: tests that capture output register the secrets themselves. */
function secret(name: string): string {
  const text = `s3cr3t-${name}`;
  exampleSecrets.push(text);
  return text;
}

/** A text in PEM format. A secret one contains the secret in its middle. */
function pem(label: string, content: string): string {
  return `-----BEGIN ${label}-----\n${content}\n-----END ${label}-----\n`;
}

/** Valid inputs of one type, and a field that it does not have. */
export interface Example {
  /** All fields of the type, including the provider's own. */
  full: JsonObject;
  /** Only the required fields. */
  minimal: JsonObject;
  /** The name of a field of another type. */
  foreignField: string;
}

export const projectId = "32b6e34b3d91647abb20e7b8";
export const workspaceName = "shop";

const otherProjectId = "5f2a7c1e9b3d4a6f8c0e1d2b";
const privateLinkId = "6512bd43d9caa6e02c990b0a";
const routeId = "c20ad4d76fe97759aa27a0c9";
const roleArn = "arn:aws:iam::123456789012:role/atlas-streams";

function frozen<T extends object>(value: T): T {
  for (const child of Object.values(value)) if (typeof child === "object") frozen(child);
  return Object.freeze(value);
}

export const address = (connectionName: string) => ({ projectId, workspaceName, connectionName });

const optional = {
  region: "VIRGINIA_USA",
  adopt: false,
  timeouts: { create: "1h30m", update: "20m", delete: "90s" },
};

const aws = { roleArn, testBucket: "atlas-streams-test" };

const networking = {
  access: { type: "PRIVATE_LINK", connectionId: privateLinkId, name: "pl-orders", tgwRouteId: routeId },
};

const publicPrivateNetworking = { access: { type: "PRIVATE_LINK", connectionId: privateLinkId } };

/** One example of every type. They are frozen, so tests change a `structuredClone`. */
export const examples: Readonly<Record<ConnectionType, Example>> = frozen({
  Sample: {
    full: { ...address("sample_stream_solar"), type: "Sample", ...optional },
    minimal: { ...address("sample_stream_solar"), type: "Sample" },
    foreignField: "url",
  },
  Cluster: {
    full: {
      ...address("db"),
      type: "Cluster",
      ...optional,
      clusterName: "Cluster0",
      clusterGroupId: otherProjectId,
      dbRoleToExecute: { role: "readWriteAnyDatabase", type: "BUILT_IN" },
    },
    minimal: { ...address("db"), type: "Cluster", clusterName: "Cluster0" },
    foreignField: "bootstrapServers",
  },
  Kafka: {
    // No cluster needs all fields at once, but no rule refuses the combination, so the example has all of them.
    full: {
      ...address("orders"),
      type: "Kafka",
      ...optional,
      bootstrapServers: "broker-1.example.com:9092,broker-2.example.com:9092",
      authentication: {
        mechanism: "OAUTHBEARER",
        method: "OIDC",
        username: "atlas",
        password: secret("kafka-password"),
        tokenEndpointUrl: "https://login.example.com/oauth2/token",
        clientId: "atlas-streams",
        clientSecret: secret("kafka-client"),
        scope: "read:messages write:messages",
        saslOauthbearerExtensions: "logicalCluster=lkc-1,identityPoolId=pool-1",
        httpsCaPem: pem("CERTIFICATE", "identity provider's authority"),
        sslCertificate: pem("CERTIFICATE", "client certificate"),
        sslKey: pem("ENCRYPTED PRIVATE KEY", secret("kafka-key")),
        sslKeyPassword: secret("kafka-key-password"),
        aws,
      },
      security: { protocol: "SASL_SSL", brokerPublicCertificate: pem("CERTIFICATE", "broker certificate") },
      config: { "auto.offset.reset": "earliest", "group.id": "atlas" },
      networking,
    },
    minimal: {
      ...address("orders"),
      type: "Kafka",
      bootstrapServers: "broker-1.example.com:9092",
      authentication: {
        mechanism: "SCRAM-512",
        username: "atlas",
        password: secret("minimal-kafka-password"),
      },
      security: { protocol: "SASL_SSL" },
    },
    foreignField: "clusterName",
  },
  Https: {
    full: {
      ...address("hook"),
      type: "Https",
      ...optional,
      url: "https://example.com/hook?source=atlas",
      headers: { Authorization: `Bearer ${secret("https-token")}`, "X-Api-Key": secret("https-api-key") },
    },
    minimal: { ...address("hook"), type: "Https", url: "https://example.com/hook" },
    foreignField: "config",
  },
  AWSLambda: {
    full: { ...address("enrich"), type: "AWSLambda", ...optional, aws, publicPrivateNetworking },
    minimal: { ...address("enrich"), type: "AWSLambda", aws: { roleArn } },
    foreignField: "headers",
  },
  S3: {
    full: { ...address("lake"), type: "S3", ...optional, aws, networking },
    minimal: { ...address("lake"), type: "S3", aws: { roleArn } },
    foreignField: "azure",
  },
  AWSKinesisDataStreams: {
    full: { ...address("clicks"), type: "AWSKinesisDataStreams", ...optional, aws, networking },
    minimal: { ...address("clicks"), type: "AWSKinesisDataStreams", aws: { roleArn } },
    foreignField: "gcp",
  },
  SchemaRegistry: {
    full: {
      ...address("schemas"),
      type: "SchemaRegistry",
      ...optional,
      provider: "CONFLUENT",
      schemaRegistryUrls: ["https://registry-1.example.com:8081", "http://registry-2.example.com"],
      schemaRegistryAuthentication: {
        type: "USER_INFO",
        username: "atlas",
        password: secret("registry-password"),
      },
    },
    minimal: {
      ...address("schemas"),
      type: "SchemaRegistry",
      provider: "CONFLUENT",
      schemaRegistryUrls: ["https://registry-1.example.com:8081"],
      schemaRegistryAuthentication: { type: "SASL_INHERIT" },
    },
    foreignField: "security",
  },
  AzureBlobStorage: {
    full: {
      ...address("archive"),
      type: "AzureBlobStorage",
      ...optional,
      azure: {
        servicePrincipalId: "3c5ba3b1-7a0c-4b7d-9c1f-0d6e5c9f1a2b",
        storageAccountName: "shoparchive1",
        region: "eastus",
      },
      publicPrivateNetworking,
    },
    minimal: {
      ...address("archive"),
      type: "AzureBlobStorage",
      azure: {
        servicePrincipalId: "3c5ba3b1-7a0c-4b7d-9c1f-0d6e5c9f1a2b",
        storageAccountName: "shoparchive1",
      },
    },
    foreignField: "aws",
  },
  GCPPubSub: {
    full: {
      ...address("events"),
      type: "GCPPubSub",
      ...optional,
      gcp: { serviceAccountId: "atlas@my-project.iam.gserviceaccount.com" },
      publicPrivateNetworking,
    },
    minimal: {
      ...address("events"),
      type: "GCPPubSub",
      gcp: { serviceAccountId: "atlas@my-project.iam.gserviceaccount.com" },
    },
    foreignField: "schemaRegistryUrls",
  },
});

for (const type of Object.keys(connectionTypes)) {
  if (!Object.hasOwn(examples, type)) throw new Error(`test/support/examples.ts has no example for ${type}`);
}
