import type { AWSKinesisDataStreamsArgs } from "./awsKinesisDataStreams";
import type { AWSLambdaArgs } from "./awsLambda";
import type { AzureBlobStorageArgs } from "./azureBlobStorage";
import type { ClusterArgs } from "./cluster";
import type { GCPPubSubArgs } from "./gcpPubSub";
import type { HttpsArgs } from "./https";
import type { KafkaArgs } from "./kafka";
import type { S3Args } from "./s3";
import type { SampleArgs } from "./sample";
import type { SchemaRegistryArgs } from "./schemaRegistry";

/** The arguments of a `StreamConnection`; `type` says which fields there are. */
export type StreamConnectionArgs =
  | SampleArgs
  | ClusterArgs
  | KafkaArgs
  | HttpsArgs
  | AWSLambdaArgs
  | S3Args
  | AWSKinesisDataStreamsArgs
  | SchemaRegistryArgs
  | AzureBlobStorageArgs
  | GCPPubSubArgs;
