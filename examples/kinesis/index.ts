import * as pulumi from "@pulumi/pulumi";
import { StreamConnection } from "pulumi-atlas-streams";

const config = new pulumi.Config();

// One connection serves all streams that the role may use; a stream processor names the stream.
const clicks = new StreamConnection("clicks", {
  projectId: config.require("projectId"),
  workspaceName: config.require("workspaceName"),
  connectionName: "clicks",
  type: "AWSKinesisDataStreams",
  aws: { roleArn: config.require("roleArn") },
});

export const state = clicks.state;
