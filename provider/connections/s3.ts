import type * as pulumi from "@pulumi/pulumi";
import { type AwsConfig, awsField } from "./aws";
import type { CommonArgs } from "./common";
import type { ConnectionDefinition } from "./definition";
import { type Networking, networkingField } from "./networkingArgs";

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
  /** How Atlas reaches the external service. A change replaces the connection. */
  networking?: pulumi.Input<Networking>;
}

/** @hidden */
export const s3: ConnectionDefinition<S3Args> = {
  type: "S3",
  fields: { aws: awsField, networking: networkingField },
};
