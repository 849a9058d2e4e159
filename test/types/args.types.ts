/*
 * Checked only by the compiler (`npm run typecheck`): valid programs, and mistakes that are errors in an editor.
 * A `@ts-expect-error` is itself an error when the line below it compiles.
 */
import * as pulumi from "@pulumi/pulumi";
import {
  type AWSKinesisDataStreamsArgs,
  type AWSLambdaArgs,
  type AzureBlobStorageArgs,
  type ClusterArgs,
  type GCPPubSubArgs,
  type HttpsArgs,
  type KafkaArgs,
  type S3Args,
  type SampleArgs,
  type SchemaRegistryArgs,
  StreamConnection,
  type StreamConnectionArgs,
  type StreamConnectionArgsWithout,
} from "../../provider";

declare const text: pulumi.Output<string>;
declare const promised: Promise<string>;
declare const flag: pulumi.Output<boolean>;

const address = { projectId: "32b6e34b3d91647abb20e7b8", workspaceName: "shop", connectionName: "a" };
const role = { roleArn: "arn:aws:iam::123456789012:role/a" };

/** Accepts the arguments of the constructor; nothing in this file runs. */
declare function accept(args: StreamConnectionArgs): void;

// --- Fields of all types -------------------------------------------------------------------------------------------

accept({ ...address, type: "Sample" });
accept({ ...address, type: "Sample", region: "VIRGINIA_USA", adopt: true, timeouts: { create: "1h" } });
accept({
  projectId: text,
  workspaceName: promised,
  connectionName: pulumi.interpolate`a-${text}`,
  type: "Sample",
});
accept({ ...address, type: "Sample", adopt: flag, timeouts: pulumi.output({ delete: text }) });

// @ts-expect-error the project is required
accept({ workspaceName: "shop", connectionName: "a", type: "Sample" });
// @ts-expect-error the workspace is required
accept({ projectId: "p", connectionName: "a", type: "Sample" });
// @ts-expect-error the name is required
accept({ projectId: "p", workspaceName: "shop", type: "Sample" });
// @ts-expect-error the type is required
accept({ ...address });
// @ts-expect-error unknown type
accept({ ...address, type: "kafka" });
// @ts-expect-error the type must not be an output, because it determines the fields
accept({ ...address, type: pulumi.output("Sample") });
// @ts-expect-error durations are strings
accept({ ...address, type: "Sample", timeouts: { create: 40 } });
// @ts-expect-error unknown operation
accept({ ...address, type: "Sample", timeouts: { read: "1m" } });
// @ts-expect-error adopt is a boolean
accept({ ...address, type: "Sample", adopt: "yes" });
// @ts-expect-error Atlas sets the state
accept({ ...address, type: "Sample", state: "READY" });
// @ts-expect-error the name is called connectionName
accept({ ...address, type: "Sample", name: "a" });

// --- Sample --------------------------------------------------------------------------------------------------------

// @ts-expect-error a field of Https
accept({ ...address, type: "Sample", url: "https://example.com" });

// --- Cluster -------------------------------------------------------------------------------------------------------

accept({ ...address, type: "Cluster", clusterName: text, clusterGroupId: promised });
accept({ ...address, type: "Cluster", clusterName: "c", dbRoleToExecute: { role: text, type: "CUSTOM" } });
accept({
  ...address,
  type: "Cluster",
  clusterName: "c",
  dbRoleToExecute: pulumi.output({ role: "a", type: "BUILT_IN" as const }),
});
// @ts-expect-error the cluster's name is required
accept({ ...address, type: "Cluster" });
// @ts-expect-error a field of Kafka
accept({ ...address, type: "Cluster", clusterName: "c", bootstrapServers: "a:1" });
// @ts-expect-error the name of @pulumi/mongodbatlas
accept({ ...address, type: "Cluster", clusterName: "c", clusterProjectId: "p" });
// @ts-expect-error a role has a type
accept({ ...address, type: "Cluster", clusterName: "c", dbRoleToExecute: { role: "a" } });
const cluster = { ...address, type: "Cluster", clusterName: "c" } as const;
// @ts-expect-error a role has no name
accept({ ...cluster, dbRoleToExecute: { role: "a", type: "CUSTOM", name: "x" } });

// --- Kafka ---------------------------------------------------------------------------------------------------------

const kafka = {
  ...address,
  type: "Kafka",
  bootstrapServers: "a:1",
  authentication: { mechanism: "PLAIN", username: "u", password: text },
  security: { protocol: "SASL_SSL" },
} as const;
accept(kafka);
accept({
  ...kafka,
  bootstrapServers: text,
  authentication: {
    mechanism: pulumi.output("OAUTHBEARER" as const),
    method: "OIDC",
    clientSecret: pulumi.secret("x"),
    scope: promised,
    aws: pulumi.output({ roleArn: text }),
  },
  security: Promise.resolve({ protocol: "SSL" as const, brokerPublicCertificate: text }),
  config: { "auto.offset.reset": text },
  networking: { access: { type: "PRIVATE_LINK", connectionId: text } },
});
accept({
  ...kafka,
  config: pulumi.output({ a: "1" }),
  networking: pulumi.output({ access: { type: "VPC" as const } }),
});
accept({
  ...kafka,
  authentication: text.apply((password) => ({ mechanism: "PLAIN" as const, username: "u", password })),
});
// @ts-expect-error the brokers are required
accept({ ...address, type: "Kafka", authentication: {}, security: { protocol: "SSL" } });
// @ts-expect-error security is required
accept({ ...address, type: "Kafka", bootstrapServers: "a:1", authentication: {} });
// @ts-expect-error the protocol is required
accept({ ...kafka, security: {} });
// @ts-expect-error a field of Cluster
accept({ ...kafka, clusterName: "c" });
// @ts-expect-error the brokers are one string
accept({ ...kafka, bootstrapServers: ["a:1"] });
// @ts-expect-error a misspelled name
accept({ ...kafka, authentication: { pasword: "x" } });
// @ts-expect-error a misspelled name
accept({ ...kafka, security: { protocol: "SSL", brokerCertificate: "x" } });
// @ts-expect-error settings are strings
accept({ ...kafka, config: { a: 1 } });
// @ts-expect-error networking of other types
accept({ ...kafka, publicPrivateNetworking: { access: { type: "PUBLIC" } } });

// --- Https ---------------------------------------------------------------------------------------------------------

accept({ ...address, type: "Https", url: text, headers: { Authorization: text, "X-A": promised } });
accept({ ...address, type: "Https", url: promised, headers: pulumi.output({ a: "1" }) });
// @ts-expect-error the URL is required
accept({ ...address, type: "Https" });
// @ts-expect-error a field of Kafka
accept({ ...address, type: "Https", url: "https://a", config: {} });
// @ts-expect-error a header value is a string
accept({ ...address, type: "Https", url: "https://a", headers: { a: 1 } });

// --- AWSLambda -----------------------------------------------------------------------------------------------------

accept({ ...address, type: "AWSLambda", aws: { roleArn: text, testBucket: promised } });
accept({
  ...address,
  type: "AWSLambda",
  aws: role,
  publicPrivateNetworking: { access: pulumi.output({ connectionId: "a" }) },
});
// @ts-expect-error the role is required
accept({ ...address, type: "AWSLambda" });
// @ts-expect-error networking of other types
accept({ ...address, type: "AWSLambda", aws: role, networking: { access: { type: "PUBLIC" } } });
// @ts-expect-error a misspelled name
accept({ ...address, type: "AWSLambda", aws: { roleARN: "x" } });

// --- S3 ------------------------------------------------------------------------------------------------------------

accept({ ...address, type: "S3", aws: pulumi.output(role), networking: Promise.resolve({}) });
// @ts-expect-error the role is required
accept({ ...address, type: "S3", aws: { testBucket: "b" } });
// @ts-expect-error a field of AzureBlobStorage
accept({ ...address, type: "S3", aws: role, azure: {} });
// @ts-expect-error a misspelled name
accept({ ...address, type: "S3", aws: role, networking: { access: { conectionId: "x" } } });

// --- AWSKinesisDataStreams -----------------------------------------------------------------------------------------

accept({
  ...address,
  type: "AWSKinesisDataStreams",
  aws: role,
  networking: { access: { tgwRouteId: text, name: text } },
});
// @ts-expect-error the role is required
accept({ ...address, type: "AWSKinesisDataStreams" });
// @ts-expect-error a field of GCPPubSub
accept({ ...address, type: "AWSKinesisDataStreams", aws: role, gcp: {} });
// @ts-expect-error a misspelled name
accept({ ...address, type: "AWSKinesisDataStreams", aws: { ...role, bucket: "x" } });

// --- SchemaRegistry ------------------------------------------------------------------------------------------------

const urls: pulumi.Input<string>[] = ["https://a", text, promised];
const registry = {
  ...address,
  type: "SchemaRegistry",
  provider: "CONFLUENT",
  schemaRegistryUrls: urls,
} as const;
const inheriting = { ...registry, schemaRegistryAuthentication: { type: "SASL_INHERIT" } } as const;
accept(inheriting);
accept({
  ...registry,
  provider: pulumi.output("CONFLUENT" as const),
  schemaRegistryUrls: pulumi.output(["https://a"]),
  schemaRegistryAuthentication: { type: "USER_INFO", username: text, password: pulumi.secret("x") },
});
accept({
  ...registry,
  schemaRegistryAuthentication: text.apply((password) => ({
    type: "USER_INFO" as const,
    username: "u",
    password,
  })),
});
const { provider: _, ...noProvider } = inheriting;
const { schemaRegistryUrls: __, ...noUrls } = inheriting;
// @ts-expect-error authentication is required
accept({ ...registry });
// @ts-expect-error the URLs are required
accept({ ...noUrls });
// @ts-expect-error the vendor is required
accept({ ...noProvider });
// @ts-expect-error the URLs are a list
accept({ ...inheriting, schemaRegistryUrls: "https://a" });
// @ts-expect-error a field of Kafka
accept({ ...inheriting, security: {} });

// --- AzureBlobStorage ----------------------------------------------------------------------------------------------

const azure = { servicePrincipalId: "p", storageAccountName: "abc" };
accept({ ...address, type: "AzureBlobStorage", azure: { ...azure, region: text } });
accept({
  ...address,
  type: "AzureBlobStorage",
  azure: pulumi.output(azure),
  publicPrivateNetworking: { access: { type: "PRIVATE_LINK" } },
});
// @ts-expect-error the storage account is required
accept({ ...address, type: "AzureBlobStorage" });
// @ts-expect-error its name is required
accept({ ...address, type: "AzureBlobStorage", azure: { servicePrincipalId: "p" } });
// @ts-expect-error a field of S3
accept({ ...address, type: "AzureBlobStorage", azure, aws: role });
// @ts-expect-error a misspelled name
accept({ ...address, type: "AzureBlobStorage", azure: { ...azure, accountName: "x" } });

// --- GCPPubSub -----------------------------------------------------------------------------------------------------

const gcp = { serviceAccountId: "a@b" };
accept({ ...address, type: "GCPPubSub", gcp: { serviceAccountId: text } });
accept({
  ...address,
  type: "GCPPubSub",
  gcp: pulumi.output(gcp),
  publicPrivateNetworking: pulumi.output({}),
});
// @ts-expect-error the service account is required
accept({ ...address, type: "GCPPubSub" });
// @ts-expect-error its id is required
accept({ ...address, type: "GCPPubSub", gcp: {} });
// @ts-expect-error a field of SchemaRegistry
accept({ ...address, type: "GCPPubSub", gcp, schemaRegistryUrls: [] });
// @ts-expect-error a misspelled name
accept({ ...address, type: "GCPPubSub", gcp: { serviceAccount: "x" } });

// --- The resource, and args kept in a variable ---------------------------------------------------------------------

/** Not called, because resources can only be created in programs. */
export function program(): void {
  const args: KafkaArgs = kafka;
  const orders = new StreamConnection("orders", args, { protect: true });
  const state: pulumi.Output<string> = orders.state;
  const region: pulumi.Output<string | undefined> = orders.region;
  const username: pulumi.Output<string | undefined> = orders.authentication.apply((given) => given?.username);
  new StreamConnection("hook", {
    ...address,
    type: "Https",
    url: username.apply((name) => `https://${name}`),
  });
  StreamConnection.get("read", pulumi.interpolate`a/b/${state}`, { dependsOn: [orders] });
  // @ts-expect-error outputs cannot be set
  orders.state = region;
  // @ts-expect-error the options are Pulumi's
  new StreamConnection("orders", args, { protected: true });
}

/** The union has exactly these types. */
export const everyType: Record<StreamConnectionArgs["type"], StreamConnectionArgs> = {
  Sample: {} as SampleArgs,
  Cluster: {} as ClusterArgs,
  Kafka: {} as KafkaArgs,
  Https: {} as HttpsArgs,
  AWSLambda: {} as AWSLambdaArgs,
  S3: {} as S3Args,
  AWSKinesisDataStreams: {} as AWSKinesisDataStreamsArgs,
  SchemaRegistry: {} as SchemaRegistryArgs,
  AzureBlobStorage: {} as AzureBlobStorageArgs,
  GCPPubSub: {} as GCPPubSubArgs,
};

// --- Values of type string -----------------------------------------------------------------------------------------

// From configuration, other resources, and variables without `as const`; the preview refuses invalid ones.
declare const configured: string;
declare const output: pulumi.Output<string>;
const security = { protocol: "SASL_SSL" };
const access = { access: { type: "PUBLIC" } };
const login = { type: "USER_INFO", username: "u", password: "p" };
accept({ ...kafka, security, networking: access });
accept({
  ...kafka,
  security: { protocol: configured },
  authentication: { mechanism: output, method: configured },
});
accept({ ...address, type: "S3", aws: role, networking: { access: { type: output } } });
accept({ ...address, type: "AWSLambda", aws: role, publicPrivateNetworking: access });
accept({
  ...address,
  type: "Cluster",
  clusterName: "c",
  dbRoleToExecute: { role: output, type: configured },
});
accept({ ...inheriting, provider: configured, schemaRegistryAuthentication: login });
// Mutual TLS and PLAINTEXT do not need SASL.
accept({ ...address, type: "Kafka", bootstrapServers: "a:1", security: { protocol: "SSL" } });

// --- Helpers, lists ------------------------------------------------------------------------------------------------

type Connection = StreamConnectionArgsWithout<"projectId" | "workspaceName">;
const { connectionName, ...workspace } = address;

/** A helper that adds the workspace. Not called. */
export function connect(name: string, args: Connection): StreamConnection {
  return new StreamConnection(name, { ...workspace, ...args });
}

/** A list of different types. Not called. */
export function connectAll(): StreamConnection[] {
  const list = [
    { connectionName, type: "Kafka", bootstrapServers: "a:1", security: { protocol: "SSL" } },
    { connectionName: "b", type: "Https", url: text },
  ] satisfies Connection[];
  return list.map((args) => connect(args.connectionName, args));
}

declare function acceptConnection(args: Connection): void;
acceptConnection({ connectionName, type: "Cluster", clusterName: text, adopt: true });
// @ts-expect-error a field of Kafka
acceptConnection({ connectionName, type: "Cluster", clusterName: "c", bootstrapServers: "a:1" });
// @ts-expect-error the brokers are required
acceptConnection({ connectionName, type: "Kafka", security: { protocol: "SSL" } });
// @ts-expect-error the name was not left out
acceptConnection({ type: "Sample" });
// @ts-expect-error the workspace was left out
acceptConnection({ connectionName, type: "Sample", workspaceName: "shop" });
declare function acceptKafka(args: StreamConnectionArgsWithout<"projectId", KafkaArgs>): void;
const { projectId: ___, ...kafkaWithoutProject } = kafka;
acceptKafka(kafkaWithoutProject);
// @ts-expect-error only Kafka
acceptKafka({ ...workspace, connectionName, type: "Sample" });
// @ts-expect-error not a field of all types
export type WithoutUrl = StreamConnectionArgsWithout<"url">;
// @ts-expect-error without its type, the fields of a connection are unknown
export type WithoutType = StreamConnectionArgsWithout<"type">;

// A variable widens the type to string; `satisfies` and `as const` keep it.
const widened = { ...workspace, connectionName, type: "Https", url: "https://a" };
// @ts-expect-error the type is any string
accept(widened);
const kept = { ...workspace, connectionName, type: "Https", url: "https://a" } satisfies StreamConnectionArgs;
accept(kept);
