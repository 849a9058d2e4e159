import * as pulumi from "@pulumi/pulumi";
import { StreamConnection } from "pulumi-atlas-streams";

const config = new pulumi.Config();
const workspace = { projectId: config.require("projectId"), workspaceName: config.require("workspaceName") };

const archive = new StreamConnection("archive", {
  ...workspace,
  connectionName: "archive",
  type: "AzureBlobStorage",
  azure: {
    servicePrincipalId: config.require("servicePrincipalId"),
    storageAccountName: config.require("storageAccountName"),
  },
});

const events = new StreamConnection("events", {
  ...workspace,
  connectionName: "events",
  type: "GCPPubSub",
  gcp: { serviceAccountId: config.require("serviceAccountId") },
});

export const states = { archive: archive.state, events: events.state };
