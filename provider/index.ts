/**
 * MongoDB Atlas stream connections as a Pulumi resource.
 *
 * `Optional<T>` below is `pulumi.Output<T | undefined>`, with the inputs inside `T` resolved.
 *
 * @module pulumi-atlas-streams
 */
export { AtlasProvider, type AtlasProviderArgs } from "./atlasProvider";
export type { StreamConnectionArgs } from "./connections/args";
export type { AwsConfig } from "./connections/aws";
export type { AWSKinesisDataStreamsArgs } from "./connections/awsKinesisDataStreams";
export type { AWSLambdaArgs } from "./connections/awsLambda";
export type { AzureBlobStorageArgs, AzureConfig } from "./connections/azureBlobStorage";
export type { ClusterArgs, DbRoleToExecute } from "./connections/cluster";
export type { CommonArgs, OneOf, StreamConnectionTimeouts } from "./connections/common";
export type { GCPPubSubArgs, GcpConfig } from "./connections/gcpPubSub";
export type { HttpsArgs } from "./connections/https";
export type { KafkaArgs, KafkaAuthentication, KafkaSecurity } from "./connections/kafka";
export type {
  Networking,
  NetworkingAccess,
  PublicPrivateNetworking,
  PublicPrivateNetworkingAccess,
} from "./connections/networking";
export type { S3Args } from "./connections/s3";
export type { SampleArgs } from "./connections/sample";
export type { SchemaRegistryArgs, SchemaRegistryAuthentication } from "./connections/schemaRegistry";
export { getStreamConnection, getStreamConnectionOutput } from "./lookups/getStreamConnection";
export { getStreamConnections, getStreamConnectionsOutput } from "./lookups/getStreamConnections";
export type {
  GetStreamConnectionArgs,
  GetStreamConnectionOutputArgs,
  GetStreamConnectionOutputResult,
  GetStreamConnectionResult,
  GetStreamConnectionsArgs,
  GetStreamConnectionsOutputArgs,
  GetStreamConnectionsOutputResult,
  GetStreamConnectionsResult,
  LookupOptions,
} from "./lookups/types";
export { StreamConnection } from "./streamConnection";
