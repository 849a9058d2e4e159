import type * as pulumi from "@pulumi/pulumi";
import type { FieldDefinition } from "./definition";
import type { Kit } from "./kit";

/** The AWS role that Atlas assumes. */
export interface AwsConfig {
  /**
   * ARN of the IAM role, `arn:aws:iam::<12 digits>:role/<name>`. It must be registered with the project's
   * Cloud Provider Access first.
   */
  roleArn: pulumi.Input<string>;
  /** An S3 bucket that Atlas uses to check that the role may be used. */
  testBucket?: pulumi.Input<string>;
}

/** @internal */
export const awsSchema = ({ object, roleArn, text }: Kit) =>
  object<AwsConfig>({ roleArn, testBucket: text.optional() });

/** @internal */
export const awsField: FieldDefinition<AwsConfig> = {
  schema: awsSchema,
  inside: { testBucket: { notAlwaysReturned: true } },
};
