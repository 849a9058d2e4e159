import type { StreamConnectionArgs } from "./args";

/** What every connection has. */
const ofAll = [
  "projectId",
  "workspaceName",
  "connectionName",
  "type",
  "region",
  "adopt",
  "timeouts",
  "state",
  "connectionId",
];

/** What a type has beyond that. */
const ofType: Readonly<Record<StreamConnectionArgs["type"], readonly string[]>> = {
  Sample: [],
  Cluster: ["clusterName", "clusterGroupId", "dbRoleToExecute"],
  Kafka: ["bootstrapServers", "authentication", "security", "config", "networking"],
  Https: ["url", "headers"],
  AWSLambda: ["aws", "publicPrivateNetworking"],
  S3: ["aws", "networking"],
  AWSKinesisDataStreams: ["aws", "networking"],
  SchemaRegistry: ["provider", "schemaRegistryUrls", "schemaRegistryAuthentication"],
  AzureBlobStorage: ["azure", "publicPrivateNetworking"],
  GCPPubSub: ["gcp", "publicPrivateNetworking"],
};

/** Every output of every type. Programs need the names without zod, so they stand here; a test holds them against the schemas. */
export const allOutputs: readonly string[] = [...new Set([...ofAll, ...Object.values(ofType).flat()])];

/** The outputs of a connection whose arguments give this type; all of them where that is not known yet. */
export function outputsOfType(type: unknown): readonly string[] {
  if (typeof type !== "string" || !Object.hasOwn(ofType, type)) return allOutputs;
  return [...ofAll, ...ofType[type as StreamConnectionArgs["type"]]];
}
