/**
 * MongoDB Atlas stream connections as a Pulumi resource.
 *
 * `Optional<T>` below is `pulumi.Output<T | undefined>`, with the inputs inside `T` resolved.
 *
 * @module pulumi-atlas-streams
 */
export { AtlasProvider, type AtlasProviderArgs } from "./atlasProvider";
export type { StreamConnectionArgs, StreamConnectionArgsWithout } from "./connections/args";
export type { AwsConfig } from "./connections/aws";
export type { CommonArgs, OneOf, StreamConnectionTimeouts } from "./connections/common";
export type {
  ClusterFailoverArgs,
  KafkaFailoverArgs,
  StreamConnectionFailoverArgs,
} from "./connections/failover";
export type * from "./connections/index";
export type {
  Networking,
  NetworkingAccess,
  PublicPrivateNetworking,
  PublicPrivateNetworkingAccess,
} from "./connections/networkingArgs";
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
export { StreamConnectionFailover } from "./streamConnectionFailover";
