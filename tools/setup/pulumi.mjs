import { execFileSync } from "node:child_process";
import { realpathSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { findOnPath, isExecutable } from "./executables.mjs";
import { isAtLeast } from "./version.mjs";

/** The first version whose `pulumi import -f` imports a resource of a dynamic provider. */
const MINIMUM = "3.254.0";

/** The programs next to the CLI that a Node program with dynamic resources needs. */
const HELPERS = ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"];

/**
 * The folder in which Pulumi's own installer puts the CLI, into `bin/`.
 *
 * @param {NodeJS.ProcessEnv} env
 */
export const pulumiHome = (env) => resolve(env.PULUMI_HOME || join(homedir(), ".pulumi"));

/**
 * The path of a recent and complete Pulumi CLI: on PATH, or where Pulumi's installer puts it.
 *
 * @param {NodeJS.ProcessEnv} env
 */
export function findPulumi(env) {
  const path = env.PATH ?? "";
  const installed = [pulumiHome(env), join(homedir(), ".pulumi")].map((home) => join(home, "bin", "pulumi"));
  return [findOnPath("pulumi", path), ...installed.filter(isExecutable)]
    .filter((cli) => cli !== undefined)
    .find((cli) => hasHelpers(cli, path) && isRecent(cli, env));
}

/**
 * Pulumi looks for its helpers in the same places. Some distributions package the CLI without them.
 *
 * @param {string} cli
 * @param {string} path
 */
function hasHelpers(cli, path) {
  const folders = [dirname(cli), dirname(realpathSync(cli))];
  return HELPERS.every(
    (name) => findOnPath(name, path) || folders.some((folder) => isExecutable(join(folder, name))),
  );
}

/**
 * @param {string} cli
 * @param {NodeJS.ProcessEnv} env
 */
function isRecent(cli, env) {
  try {
    const version = execFileSync(cli, ["version"], {
      env,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    return isAtLeast(version, MINIMUM);
  } catch {
    return false; // The CLI is broken, or it was built for another machine.
  }
}
