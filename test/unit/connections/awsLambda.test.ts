import { refuses } from "./support";

describe("AWSLambda", () => {
  refuses("AWSLambda", [
    ["aws", undefined, "aws: is required"],
    ["aws", "garbage", "aws: must be an object"],
    ["aws.roleArn", undefined, "aws.roleArn: is required"],
    ["aws.roleArn", 7, "aws.roleArn: must be a string"],
    ["aws.roleArn", "", "aws.roleArn: must be the ARN of an IAM role, arn:aws:iam::<12 digits>:role/<name>"],
    [
      "aws.roleArn",
      "arn:aws:iam::123456789012:user/garbage",
      "aws.roleArn: must be the ARN of an IAM role, arn:aws:iam::<12 digits>:role/<name>",
    ],
    [
      "aws.roleArn",
      "arn:aws:iam::1234:role/garbage",
      "aws.roleArn: must be the ARN of an IAM role, arn:aws:iam::<12 digits>:role/<name>",
    ],
    ["aws.testBucket", "", "aws.testBucket: must not be empty"],
    ["aws.bucket", "garbage", "aws.bucket: is not a known field; allowed are roleArn, testBucket"],
    ["publicPrivateNetworking", "garbage", "publicPrivateNetworking: must be an object"],
    ["publicPrivateNetworking.access", [], "publicPrivateNetworking.access: must be an object"],
    [
      "publicPrivateNetworking.access.type",
      "VPC",
      "publicPrivateNetworking.access.type: must be one of PUBLIC, PRIVATE_LINK",
    ],
    [
      "publicPrivateNetworking.access.type",
      "PRIVATE_LINK",
      "publicPrivateNetworking.access.connectionId: is required when publicPrivateNetworking.access.type is PRIVATE_LINK",
    ],
    [
      "publicPrivateNetworking.access.connectionId",
      "garbage",
      "publicPrivateNetworking.access.connectionId: must be the id of a Private Link connection: 24 lower-case hexadecimal digits",
    ],
    [
      "publicPrivateNetworking.access.name",
      "garbage",
      "publicPrivateNetworking.access.name: is not a known field; allowed are type, connectionId",
    ],
    [
      "networking",
      { access: { type: "PUBLIC" } },
      "networking: is called publicPrivateNetworking for AWSLambda connections",
    ],
  ]);
});
