import * as pulumi from "@pulumi/pulumi";
import { LocalWorkspace, type Stack } from "@pulumi/pulumi/automation";
import { StreamConnection } from "pulumi-atlas-streams";

/** The Pulumi program of one tenant. */
async function program() {
  const config = new pulumi.Config();
  const hook = new StreamConnection("hook", {
    projectId: config.require("projectId"),
    workspaceName: config.require("workspaceName"),
    connectionName: `${pulumi.getStack()}-hook`,
    type: "Https",
    url: config.require("url"),
    headers: { Authorization: pulumi.interpolate`Bearer ${config.requireSecret("token")}` },
  });
  return { connectionName: hook.connectionName, state: hook.state };
}

async function stackOf(tenant: string): Promise<Stack> {
  const stack = await LocalWorkspace.createOrSelectStack(
    { stackName: tenant, projectName: "automation-api", program },
    {
      projectSettings: {
        name: "automation-api",
        runtime: "nodejs",
        description: "Connections of our tenants",
        // The start folder of providers. The default is a temporary folder, where they find no node_modules.
        main: process.cwd(),
      },
    },
  );
  await stack.setAllConfig({
    projectId: { value: setting("ATLAS_PROJECT_ID") },
    workspaceName: { value: setting("ATLAS_WORKSPACE") },
    url: { value: setting("HOOK_URL") },
    token: { value: setting("HOOK_TOKEN"), secret: true },
  });
  return stack;
}

function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`The environment variable ${name} is not set.`);
  return value;
}

async function main(command = "", tenant = ""): Promise<void> {
  if (!["preview", "up", "destroy"].includes(command) || !tenant)
    throw new Error("Usage: npm start -- preview|up|destroy <tenant>");
  const onOutput = (text: string) => process.stdout.write(text);
  const stack = await stackOf(tenant);
  if (command === "preview") {
    await stack.preview({ onOutput });
  } else if (command === "up") {
    const { outputs } = await stack.up({ onOutput });
    console.log(`${outputs.connectionName?.value} is ${outputs.state?.value}`);
  } else {
    await stack.destroy({ onOutput });
    await stack.workspace.removeStack(tenant);
  }
}

main(...process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
