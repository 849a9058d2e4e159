import * as pulumi from "@pulumi/pulumi";
import { StreamConnection } from "pulumi-atlas-streams";

const config = new pulumi.Config();

// No password: Atlas assumes the role, and the role may read and write the cluster's topics.
const orders = new StreamConnection("orders", {
  projectId: config.require("projectId"),
  workspaceName: config.require("workspaceName"),
  connectionName: "orders",
  type: "Kafka",
  bootstrapServers: config.require("bootstrapServers"),
  security: { protocol: "SASL_SSL" },
  authentication: { mechanism: "AWS_MSK_IAM", aws: { roleArn: config.require("roleArn") } },
});

export const state = orders.state;
