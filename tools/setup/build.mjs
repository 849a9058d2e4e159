import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { root } from "./paths.mjs";
import { runStep } from "./run.mjs";

/** The files that determine the contents of dist/. The lockfile stands for the compiler and the types of the dependencies. */
const SOURCES = [
  "provider",
  "atlas-local",
  "tools/build.ts",
  "tools/prune.ts",
  "tsconfig.json",
  "tsconfig.build.json",
  "package.json",
  "package-lock.json",
];

/** Whether dist/ is newer than all sources. Its time is the time at which its build began. */
export function isBuilt() {
  const built = modifiedAt(join(root, "dist"));
  return SOURCES.every((source) => newestBelow(join(root, source)) < built);
}

/** @param {NodeJS.ProcessEnv} env */
export function build(env) {
  const args = ["--import", "tsx", join("tools", "build.ts")];
  return runStep("Building dist/", process.execPath, args, {
    env,
    advice: "Correct the errors in provider/ or atlas-local/ and try again.",
  });
}

/**
 * The times of folders count too, because they change when a file is deleted.
 *
 * @param {string} path
 */
function newestBelow(path) {
  const entries = statSync(path).isDirectory()
    ? readdirSync(path, { recursive: true, encoding: "utf8" })
    : [];
  return Math.max(modifiedAt(path), ...entries.map((entry) => modifiedAt(join(path, entry))));
}

/** @param {string} path */
function modifiedAt(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
