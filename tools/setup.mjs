import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build, isBuilt } from "./setup/build.mjs";
import { areDependenciesInstalled, installDependencies } from "./setup/dependencies.mjs";
import { main, SetupError } from "./setup/error.mjs";
import { pathLeadingTo } from "./setup/executables.mjs";
import { installPulumi } from "./setup/installPulumi.mjs";
import { withLock } from "./setup/lock.mjs";
import { cache } from "./setup/paths.mjs";
import { findPulumi } from "./setup/pulumi.mjs";
import { run } from "./setup/run.mjs";
import { isAtLeast } from "./setup/version.mjs";

/** The first version that can `require` the ES modules among our dependencies. */
const MINIMUM_NODE = "20.19.0";

/**
 * Prepares a fresh clone: installs the dependencies, builds dist/ and finds or installs the Pulumi CLI. Does only what
 * is missing. It runs before `npm ci`, so this file and setup/ import nothing but Node's own modules.
 *
 * @returns {Promise<NodeJS.ProcessEnv>} the environment for child processes
 */
export async function setup({ pulumi = true } = {}) {
  checkNode();
  // Pulumi starts `node` by name. It must be the Node that runs this script.
  let path = pathLeadingTo(process.execPath, process.env.PATH ?? "");
  const env = () => ({ ...process.env, PULUMI_SKIP_UPDATE_CHECK: "1", PATH: path });
  if (!isCheckoutReady()) await prepareCheckout(env());
  if (pulumi) path = pathLeadingTo(findPulumi(env()) ?? (await installPulumi(env())), path);
  return env();
}

function checkNode() {
  if (process.platform === "win32") {
    throw new SetupError("The set-up works on Linux and macOS. On Windows, run it inside WSL.");
  }
  if (isAtLeast(process.versions.node, MINIMUM_NODE)) return;
  throw new SetupError(
    `Node ${MINIMUM_NODE} or newer is needed. This is ${process.versions.node} (${process.execPath}).\n` +
      "Get it from https://nodejs.org or with a version manager, for example `nvm install 22`.",
  );
}

function isCheckoutReady() {
  return areDependenciesInstalled() && isBuilt();
}

/** @param {NodeJS.ProcessEnv} env */
function prepareCheckout(env) {
  return withLock(
    join(cache, "lock"),
    async () => {
      // Another set-up may have prepared the checkout while this one waited for the lock.
      if (!areDependenciesInstalled()) await installDependencies(env);
      if (!isBuilt()) await build(env);
    },
    "The set-up must be able to write into the checkout.",
  );
}

/** `node tools/setup.mjs [--no-pulumi] [command …]` prepares the clone and then runs the command. */
if (resolve(process.argv[1] ?? "") === fileURLToPath(import.meta.url)) {
  await main(async () => {
    const args = process.argv.slice(2);
    const pulumi = args[0] !== "--no-pulumi";
    const [command, ...rest] = pulumi ? args : args.slice(1);
    const env = await setup({ pulumi });
    return command ? run(command, rest, { env }) : 0;
  });
}
