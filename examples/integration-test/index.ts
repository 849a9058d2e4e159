import * as pulumi from "@pulumi/pulumi";
import { StreamConnection } from "pulumi-atlas-streams";

const config = new pulumi.Config();

const alerts = new StreamConnection("alerts", {
  projectId: config.require("projectId"),
  workspaceName: config.require("workspaceName"),
  connectionName: "alerts",
  type: "Https",
  url: config.require("url"),
  headers: { Authorization: pulumi.interpolate`Bearer ${config.requireSecret("token")}` },
});

export const state = alerts.state;
