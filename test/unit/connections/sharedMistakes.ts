import type { ConnectionType } from "../../../provider/connections/types";
import type { Mistake } from "./support";

/** Mistakes in fields that several types share, each with its failure. */

export const awsMistakes: readonly Mistake[] = [
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
];

export const networkingMistakes = (type: ConnectionType): readonly Mistake[] => [
  ["networking", "garbage", "networking: must be an object"],
  ["networking.acces", {}, "networking.acces: is not a known field; did you mean access?"],
  ["networking.access", ["garbage"], "networking.access: must be an object"],
  [
    "networking.access.type",
    "garbage",
    "warning: networking.access.type: this version knows only PUBLIC, VPC, PRIVATE_LINK, TRANSIT_GATEWAY; another value is sent as it is",
  ],
  [
    "networking.access.type",
    "PRIVATE_LINK",
    "networking.access.connectionId: is required when networking.access.type is PRIVATE_LINK",
  ],
  [
    "networking.access.connectionId",
    "garbage",
    "networking.access.connectionId: must be the id of a Private Link connection: 24 lower-case hexadecimal digits",
  ],
  [
    "networking.access.connectionId",
    "6512BD43D9CAA6E02C990B0A",
    "networking.access.connectionId: must be the id of a Private Link connection: 24 lower-case hexadecimal digits",
  ],
  ["networking.access.name", "", "networking.access.name: must not be empty"],
  ["networking.access.name", 7, "networking.access.name: must be a string"],
  [
    "networking.access.tgwRouteId",
    "garbage",
    "networking.access.tgwRouteId: must be the id of a transit gateway's route: 24 lower-case hexadecimal digits",
  ],
  [
    "publicPrivateNetworking",
    { access: { type: "PUBLIC" } },
    `publicPrivateNetworking: is called networking for ${type} connections`,
  ],
];

export const publicPrivateNetworkingMistakes = (type: ConnectionType): readonly Mistake[] => [
  ["publicPrivateNetworking", "garbage", "publicPrivateNetworking: must be an object"],
  ["publicPrivateNetworking.access", [], "publicPrivateNetworking.access: must be an object"],
  [
    "publicPrivateNetworking.access.type",
    "VPC",
    "warning: publicPrivateNetworking.access.type: this version knows only PUBLIC, PRIVATE_LINK; another value is sent as it is",
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
    `networking: is called publicPrivateNetworking for ${type} connections`,
  ],
];
