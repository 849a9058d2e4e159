import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./paths.mjs";
import { runStep } from "./run.mjs";

/**
 * What npm writes into package-lock.json, and into node_modules at the end of an installation.
 *
 * @typedef {{ packages: Record<string, { version?: string, integrity?: string, optional?: boolean, link?: boolean }> }} Lockfile
 */

/** Whether node_modules holds what package-lock.json names. */
export function areDependenciesInstalled() {
  const installed = join(root, "node_modules", ".package-lock.json");
  return (
    existsSync(installed) &&
    isInstalled(readLockfile(join(root, "package-lock.json")), readLockfile(installed))
  );
}

/** @param {NodeJS.ProcessEnv} env */
export function installDependencies(env) {
  // With NODE_ENV=production npm would leave out the development dependencies.
  return runStep("Installing the dependencies", "npm", ["ci", "--include=dev", "--loglevel=error"], {
    env,
    advice:
      "If npm cannot reach its registry, check its settings with `npm config list`.\n" +
      "If package.json and package-lock.json disagree, run `npm install`.",
  });
}

/**
 * Compares the contents, because a `git checkout` changes the times.
 *
 * @param {Lockfile} wanted
 * @param {Lockfile} installed
 */
export function isInstalled(wanted, installed) {
  return Object.entries(wanted.packages)
    .filter(([path]) => path !== "") // the project itself
    .every(([path, { version, integrity, optional = false }]) => {
      const found = installed.packages[path];
      // npm installs an optional package only on the platform that it is for.
      return found ? found.version === version && found.integrity === integrity : optional;
    });
}

/**
 * @param {string} file
 * @returns {Lockfile}
 */
function readLockfile(file) {
  return JSON.parse(readFileSync(file, "utf8"));
}
