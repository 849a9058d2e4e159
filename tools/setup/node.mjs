import { SetupError } from "./error.mjs";
import { findOnPath } from "./executables.mjs";
import { isAtLeast } from "./version.mjs";

/** The first version that can `require` the ES modules among our dependencies. */
const MINIMUM = "20.19.0";

export function checkNode() {
  if (process.platform === "win32") {
    throw new SetupError("The set-up works on Linux and macOS. On Windows run it inside WSL.");
  }
  if (isAtLeast(process.versions.node, MINIMUM)) return;
  throw new SetupError(
    `Node ${MINIMUM} or newer is needed, this is ${process.versions.node} (${process.execPath}).\n` +
      "Get it from https://nodejs.org or with a version manager, e.g. `nvm install 22`.",
  );
}

export function findNpm(path) {
  const npm = findOnPath("npm", path);
  if (npm) return npm;
  throw new SetupError(
    "npm is needed to install the dependencies, and there is none on PATH.\n" +
      "It comes with Node from https://nodejs.org; Linux distributions may package it apart (`apt-get install npm`).",
  );
}
