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
    // Required if a private authority signed the brokers' certificates.
    brokerPublicCertificate: config.get("brokerCertificate"),
  },
  // No `mechanism`: the certificate authenticates the client.
  authentication: {
    sslCertificate: config.require("clientCertificate"),
    sslKey: config.requireSecret("clientKey"),
    sslKeyPassword: config.getSecret("clientKeyPassword"),
  },
});

export const state = orders.state;
