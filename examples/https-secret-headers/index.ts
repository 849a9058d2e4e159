import * as pulumi from "@pulumi/pulumi";
import { StreamConnection } from "pulumi-atlas-streams";

const config = new pulumi.Config();

const alerts = new StreamConnection("alerts", {
  projectId: config.require("projectId"),
  workspaceName: config.require("workspaceName"),
  connectionName: "alerts",
  type: "Https",
  url: config.require("url"),
  // The values of all headers are secrets in previews and in the state, including harmless ones.
  headers: {
    Authorization: pulumi.interpolate`Bearer ${config.requireSecret("token")}`,
    "X-Source": "atlas-stream-processing",
  },
});

/** A secret output: `pulumi stack output headers --show-secrets` shows it. */
export const headers = alerts.headers;
export const state = alerts.state;
