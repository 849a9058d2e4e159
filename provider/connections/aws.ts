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
export const awsSchema = ({ z, object, text }: Kit) =>
  object<AwsConfig>({
    roleArn: z.string().regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/\S+$/, {
      error: "must be the ARN of an IAM role, arn:aws:iam::<12 digits>:role/<name>",
    }),
    testBucket: text.optional(),
  });

/** @internal */
export const awsField: FieldDefinition<AwsConfig> = {
  schema: awsSchema,
  inside: { testBucket: { notAlwaysReturned: true } },
};
