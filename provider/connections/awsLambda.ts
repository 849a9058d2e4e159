import type * as pulumi from "@pulumi/pulumi";
import { type AwsConfig, awsField } from "./aws";
import type { CommonArgs } from "./common";
import type { ConnectionDefinition } from "./definition";
import { type PublicPrivateNetworking, publicPrivateNetworkingField } from "./networkingArgs";

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
  /** How Atlas reaches the external service. A change replaces the connection. */
  publicPrivateNetworking?: pulumi.Input<PublicPrivateNetworking>;
}

/** @hidden */
export const awsLambda: ConnectionDefinition<AWSLambdaArgs> = {
  type: "AWSLambda",
  fields: { aws: awsField, publicPrivateNetworking: publicPrivateNetworkingField },
};
