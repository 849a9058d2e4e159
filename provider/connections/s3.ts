import type * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { type AwsConfig, awsConfig } from "./aws";
import { type CommonArgs, commonFields } from "./common";
import { checkNetworking, type Networking, networking } from "./networking";
import { rule } from "./rules";

/**
 * Amazon S3.
 *
 * @example
 * new StreamConnection("lake", { projectId, workspaceName, connectionName: "lake", type: "S3",
 *   aws: { roleArn: "arn:aws:iam::123456789012:role/atlas", testBucket: "my-bucket" } });
 */
export interface S3Args extends CommonArgs {
  /** Amazon S3. A change replaces the connection. */
  type: "S3";
  /** The AWS role that Atlas assumes. */
  aws: pulumi.Input<AwsConfig>;
  /** How Atlas reaches S3. A change replaces the connection. */
  networking?: pulumi.Input<Networking>;
}

/** @internal */
export const s3 = z
  .strictObject({
    ...commonFields,
    type: z.literal("S3").meta({ replaces: true }),
    aws: awsConfig,
    networking,
  })
  .check(rule(checkNetworking));
