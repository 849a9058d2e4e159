import type { z } from "zod";
import { awsKinesisDataStreams } from "./awsKinesisDataStreams";
import { awsLambda } from "./awsLambda";
import { azureBlobStorage } from "./azureBlobStorage";
import { cluster } from "./cluster";
import { gcpPubSub } from "./gcpPubSub";
import { https } from "./https";
import { kafka } from "./kafka";
import { s3 } from "./s3";
import { sample } from "./sample";
import { schemaRegistry } from "./schemaRegistry";

/**
 * Every type of connection that Atlas has, by its name in the API. An eleventh type is one more file and one more
 * line here, plus its args in `args.ts`.
 */
export const connectionTypes = {
  Sample: sample,
  Cluster: cluster,
  Kafka: kafka,
  Https: https,
  AWSLambda: awsLambda,
  S3: s3,
  AWSKinesisDataStreams: awsKinesisDataStreams,
  SchemaRegistry: schemaRegistry,
  AzureBlobStorage: azureBlobStorage,
  GCPPubSub: gcpPubSub,
} as const;

export type ConnectionType = keyof typeof connectionTypes;

export function isConnectionType(value: unknown): value is ConnectionType {
  return typeof value === "string" && Object.hasOwn(connectionTypes, value);
}

/** The schema of a type, seen only as what all of them are. */
export function schemaOf(type: ConnectionType): z.ZodObject {
  return connectionTypes[type];
}
