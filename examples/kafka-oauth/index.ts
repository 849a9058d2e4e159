import * as pulumi from "@pulumi/pulumi";
import { StreamConnection } from "pulumi-atlas-streams";

const config = new pulumi.Config();

// Confluent Cloud's brokers also require the cluster and the identity pool.
const cluster = config.require("logicalCluster");
const pool = config.require("identityPool");

const orders = new StreamConnection("orders", {
  projectId: config.require("projectId"),
  workspaceName: config.require("workspaceName"),
  connectionName: "orders",
  type: "Kafka",
  bootstrapServers: config.require("bootstrapServers"),
  security: { protocol: "SASL_SSL" },
  authentication: {
    mechanism: "OAUTHBEARER",
    method: "OIDC",
    tokenEndpointUrl: config.require("tokenEndpointUrl"),
    clientId: config.require("clientId"),
    clientSecret: config.requireSecret("clientSecret"),
    scope: "kafka.read kafka.write",
    saslOauthbearerExtensions: `logicalCluster=${cluster},identityPoolId=${pool}`,
  },
});

export const state = orders.state;
