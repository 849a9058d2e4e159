import * as pulumi from "@pulumi/pulumi";
import { StreamConnection } from "pulumi-atlas-streams";

const config = new pulumi.Config();

const orders = new StreamConnection("orders", {
  projectId: config.require("projectId"),
  workspaceName: config.require("workspaceName"),
  connectionName: "orders",
  type: "Kafka",
  bootstrapServers: config.require("bootstrapServers"),
  security: {
    protocol: "SSL",
    // Remove this line if a public authority signed the brokers' certificates.
    brokerPublicCertificate: config.require("brokerCertificate"),
  },
  // No `mechanism`: the certificate authenticates the client.
  authentication: {
    sslCertificate: config.require("clientCertificate"),
    sslKey: config.requireSecret("clientKey"),
    // Remove this line if the key has no password.
    sslKeyPassword: config.requireSecret("clientKeyPassword"),
  },
});

export const state = orders.state;
