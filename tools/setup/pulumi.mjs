import { execFileSync } from "node:child_process";
import { realpathSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { findOnPath, isExecutable } from "./executables.mjs";
import { isAtLeast } from "./version.mjs";

/** The first version whose `pulumi import -f` takes over an existing resource of a dynamic provider. */
export const MINIMUM = "3.254.0";

/** What a Node program with dynamic resources needs beside the CLI itself. */
const HELPERS = ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"];

/** Where Pulumi's own installer puts the CLI, in `bin/`. */
export const pulumiHome = (env) => resolve(env.PULUMI_HOME || join(homedir(), ".pulumi"));

/** The path of a Pulumi CLI that is recent and complete: the user's own on PATH, or one at the official place. */
export function findPulumi(env) {
  return [
    findOnPath("pulumi", env.PATH),
    join(pulumiHome(env), "bin", "pulumi"),
    join(homedir(), ".pulumi", "bin", "pulumi"),
  ].find((cli) => cli && isExecutable(cli) && isComplete(cli, env) && isRecent(cli, env));
}

/** The engine looks for its helpers where we do: on PATH, and beside the CLI with links resolved. */
function isComplete(cli, env) {
  const folders = [dirname(cli), dirname(realpathSync(cli))];
  return HELPERS.every(
    (name) => findOnPath(name, env.PATH) || folders.some((folder) => isExecutable(join(folder, name))),
  );
}

/** Asked each time (0.15 s): behind the shim of a version manager the version changes while the file does not. */
function isRecent(cli, env) {
  try {
    const version = execFileSync(cli, ["version"], {
      env,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    return isAtLeast(version, MINIMUM);
  } catch {
    return false; // Broken, or built for another machine: as good as none.
  }
}
