import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build, isBuilt } from "./setup/build.mjs";
import { areDependenciesInstalled, installDependencies } from "./setup/dependencies.mjs";
import { main } from "./setup/error.mjs";
import { pathLeadingTo } from "./setup/executables.mjs";
import { installPulumi } from "./setup/installPulumi.mjs";
import { lockCheckout } from "./setup/lock.mjs";
import { checkNode } from "./setup/node.mjs";
import { findPulumi } from "./setup/pulumi.mjs";

/**
 * Brings a clean clone to where everything runs: dependencies, dist/ and, unless told otherwise, a Pulumi CLI. Does only
 * what is missing. Returns the environment for every child process; the user's shell is left as it is.
 *
 * Runs before `npm ci`, so everything here and in setup/ gets by with what Node brings.
 */
export async function setup({ pulumi = true } = {}) {
  checkNode();
  const env = { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "1" };
  // Pulumi starts `node` by name, and that has to be the one that runs this.
  env.PATH = pathLeadingTo([process.execPath], env.PATH ?? "");

  if (!areDependenciesInstalled() || !isBuilt()) await prepareCheckout(env);
  if (pulumi) env.PATH = pathLeadingTo([findPulumi(env) ?? (await installPulumi(env))], env.PATH);
  return env;
}

function prepareCheckout(env) {
  return lockCheckout(async () => {
    // Asked again, because another set-up may have had the lock and done it.
    if (!areDependenciesInstalled()) await installDependencies(env);
    if (!isBuilt()) await build(env);
  });
}

if (resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await main(async () => {
    await setup();
  });
}
