import type * as pulumi from "@pulumi/pulumi";
import { type AwsConfig, awsField } from "./aws";
import type { CommonArgs } from "./common";
import type { ConnectionDefinition } from "./definition";
import { type Networking, networkingField } from "./networkingArgs";

/**
 * Amazon Kinesis Data Streams.
 *
 * @example
 * new StreamConnection("clicks", { projectId, workspaceName, connectionName: "clicks", type: "AWSKinesisDataStreams",
 *   aws: { roleArn: "arn:aws:iam::123456789012:role/atlas" } });
 */
export interface AWSKinesisDataStreamsArgs extends CommonArgs {
  /** Amazon Kinesis Data Streams. A change replaces the connection. */
  type: "AWSKinesisDataStreams";
  /** The AWS role that Atlas assumes. */
  aws: pulumi.Input<AwsConfig>;
  /** How Atlas reaches the external service. A change replaces the connection. */
  networking?: pulumi.Input<Networking>;
}

/** @hidden */
export const awsKinesisDataStreams: ConnectionDefinition<AWSKinesisDataStreamsArgs> = {
  type: "AWSKinesisDataStreams",
  fields: { aws: awsField, networking: networkingField },
};
