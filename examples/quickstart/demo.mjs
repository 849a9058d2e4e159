/*
 * `npm start` creates, changes and deletes ten stream connections with the real Pulumi CLI. This script starts and
 * stops the local Atlas. Pulumi writes only to a temporary folder.
 */
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { startLocalAtlas } from "pulumi-atlas-streams/testing";

const root = fileURLToPath(new URL("../..", import.meta.url));
const projectId = "32b6e34b3d91647abb20e7b8";
const workspaceName = "shop";

// The CLI writes the stack's configuration next to Pulumi.yaml; the demo removes it.
const stackConfiguration = join(root, "Pulumi.demo.yaml");
await rm(stackConfiguration, { force: true });

const folder = await mkdtemp(join(tmpdir(), "pulumi-atlas-streams-"));
const atlas = await startLocalAtlas();
const environment = {
  ...process.env,
  PULUMI_BACKEND_URL: pathToFileURL(folder).href,
  PULUMI_CONFIG_PASSPHRASE: "demo",
  PULUMI_SKIP_UPDATE_CHECK: "true",
  // The build has already checked the types.
  PULUMI_NODEJS_TRANSPILE_ONLY: "true",
  ...atlas.environment,
};

let child;
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child?.kill(signal));

/** Runs the CLI at the top of the repository, whose Pulumi.yaml names this example. */
async function pulumi(args, { quiet = false, mayFail = false } = {}) {
  if (!quiet) console.log(`\n$ pulumi ${args.join(" ")}`);
  const flags = ["--non-interactive", "--stack", "demo"];
  child = spawn("pulumi", args[1] === "init" ? args : [...args, ...flags], {
    cwd: root,
    env: environment,
    stdio: quiet ? ["ignore", "ignore", "inherit"] : ["ignore", "inherit", "inherit"],
  });
  const code = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (code !== 0 && !mayFail) throw new Error(`pulumi ${args[0]} ended with code ${code}`);
}

function say(title, ...lines) {
  console.log(`\n${"─".repeat(100)}\n${title}\n${lines.map((line) => `  ${line}\n`).join("")}`.trimEnd());
}

try {
  say(
    "Ten stream connections on a local Atlas",
    `The program is examples/quickstart/index.ts. A local Atlas listens on ${atlas.url}.`,
    "With your own account, only credentials and projectId differ. Pulumi's CLI and engine are real.",
  );
  await pulumi(["stack", "init", "demo"], { quiet: true });
  for (const [key, value, secret] of [
    ["projectId", projectId],
    ["workspaceName", workspaceName],
    ["kafkaPassword", "demo-kafka-password", true],
    ["registryPassword", "demo-registry-password", true],
    ["hookToken", "demo-hook-token", true],
  ]) {
    await pulumi(["config", "set", key, value, secret ? "--secret" : "--plaintext"], { quiet: true });
  }

  say("1. Preview", "Validates every field offline and shows what will be created. Secrets are masked.");
  await pulumi(["preview"]);

  say("2. Up", "Creates all ten, and waits until Atlas reports each one READY.");
  await pulumi(["up", "--yes", "--skip-preview"]);

  say("3. Outputs", "The values that another stack can read. The output with a password stays secret.");
  await pulumi(["stack", "output"]);

  say("4. Refresh", "Reads all connections from Atlas. Values that Atlas adds itself are not drift.");
  await pulumi(["refresh", "--yes", "--skip-preview", "--expect-no-changes"]);

  say("5. Change", "The Kafka client will start at the latest offset.");
  await pulumi(["config", "set", "offsetReset", "latest"], { quiet: true });
  await pulumi(["preview", "--diff"]);
  await pulumi(["up", "--yes", "--skip-preview"]);

  say("6. Three mistakes in one connection", "The preview reports all of them at once, and sends nothing.");
  await pulumi(["config", "set", "withMistakes", "true"], { quiet: true });
  await pulumi(["preview"], { mayFail: true });
  await pulumi(["config", "rm", "withMistakes"], { quiet: true });

  say("7. Destroy", "Deletes all ten, and waits until Atlas no longer shows them.");
  await pulumi(["destroy", "--yes", "--skip-preview"]);

  const left = atlas.connections(projectId, workspaceName).length;
  say("Done", `Connections left in the local Atlas: ${left}. Requests sent: ${atlas.requests.length}.`);
  console.log();
} finally {
  await atlas.close();
  await rm(stackConfiguration, { force: true });
  await rm(folder, { recursive: true, force: true });
}
