import type * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { type AwsConfig, awsConfig } from "./aws";
import { type CommonArgs, commonFields } from "./common";
import { checkNetworking, type PublicPrivateNetworking, publicPrivateNetworking } from "./networking";
import { rule } from "./rules";

/**
 * AWS Lambda functions.
 *
 * @example
 * new StreamConnection("enrich", { projectId, workspaceName, connectionName: "enrich", type: "AWSLambda",
 *   aws: { roleArn: "arn:aws:iam::123456789012:role/atlas" } });
 */
export interface AWSLambdaArgs extends CommonArgs {
  /** AWS Lambda functions. A change replaces the connection. */
  type: "AWSLambda";
  /** The AWS role that Atlas assumes. */
  aws: pulumi.Input<AwsConfig>;
  /** How Atlas reaches Lambda. A change replaces the connection. */
  publicPrivateNetworking?: pulumi.Input<PublicPrivateNetworking>;
}

/** @internal */
export const awsLambda = z
  .strictObject({
    ...commonFields,
    type: z.literal("AWSLambda").meta({ replaces: true }),
    aws: awsConfig,
    publicPrivateNetworking,
  })
  .check(rule(checkNetworking));
