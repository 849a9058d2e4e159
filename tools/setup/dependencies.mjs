import { readFileSync } from "node:fs";
import { join } from "node:path";
import { findNpm } from "./node.mjs";
import { root } from "./paths.mjs";
import { runStep } from "./run.mjs";

/** Whether node_modules holds what package-lock.json asks for, whoever installed it. */
export function areDependenciesInstalled() {
  return isInstalled(readJson("package-lock.json"), readJson("node_modules/.package-lock.json"));
}

export function installDependencies(env) {
  // With NODE_ENV=production npm would leave out the compiler and the tests' libraries.
  return runStep("Installing the dependencies", findNpm(env.PATH), ["ci", "--include=dev"], {
    cwd: root,
    env,
    advice:
      "If the registry cannot be reached, npm's proxy and registry settings (`npm config list`) are the place to look.\n" +
      "If package.json and package-lock.json disagree, `npm install` brings them together.",
  });
}

/**
 * Compares contents and not times: a `git checkout` touches the lockfile without changing it, and `npm install` writes
 * the two files in either order. npm writes `.package-lock.json` last, so an interrupted installation has none.
 */
export function isInstalled(lockfile, installed) {
  if (!installed) return false;
  return Object.entries(lockfile.packages)
    .filter(([path]) => path !== "") // the project itself
    .every(([path, wanted]) => {
      const found = installed.packages[path];
      // Optional packages are those of other platforms.
      if (!found) return Boolean(wanted.optional);
      return found.version === wanted.version && found.integrity === wanted.integrity;
    });
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(join(root, path), "utf8"));
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
}
