import * as pulumi from "@pulumi/pulumi";
import { StreamConnection } from "pulumi-atlas-streams";

const config = new pulumi.Config();
const workspace = { projectId: config.require("projectId"), workspaceName: config.require("workspaceName") };
const roleArn = config.require("roleArn");

// Stream processors write here with `$emit`, and name the bucket. Atlas uses `testBucket` only for its own check.
const lake = new StreamConnection("lake", {
  ...workspace,
  connectionName: "lake",
  type: "S3",
  aws: { roleArn, testBucket: config.require("testBucket") },
});

// Stream processors call Lambda functions here with `$externalFunction`.
const functions = new StreamConnection("functions", {
  ...workspace,
  connectionName: "functions",
  type: "AWSLambda",
  aws: { roleArn },
});

export const states = { lake: lake.state, functions: functions.state };
