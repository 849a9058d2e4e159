import type * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { type AwsConfig, awsConfig } from "./aws";
import { type CommonArgs, commonFields } from "./common";
import { checkNetworking, type Networking, networking } from "./networking";
import { rule } from "./rules";

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
  /** How Atlas reaches Kinesis. A change replaces the connection. */
  networking?: pulumi.Input<Networking>;
}

/** @internal */
export const awsKinesisDataStreams = z
  .strictObject({
    ...commonFields,
    type: z.literal("AWSKinesisDataStreams").meta({ replaces: true }),
    aws: awsConfig,
    networking,
  })
  .check(rule(checkNetworking));
