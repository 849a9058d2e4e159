import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findNpm } from "../setup/node.mjs";
import { root } from "../setup/paths.mjs";
import { runStep } from "../setup/run.mjs";
import { OWN_SDK } from "./combinations.mjs";

/** Installs Nodes and SDKs below a folder, each once. Failures are kept as well: they would only come again. */
export function installer(folder, env) {
  const done = new Map();
  const once = (wanted, from, companions = []) => {
    if (!done.has(wanted)) {
      const place = join(folder, wanted.replaceAll("/", "-"));
      done.set(wanted, installFromNpm(place, wanted, companions, env).then(from));
    }
    return done.get(wanted);
  };
  return {
    /** @returns the path of the executable, and its version. */
    node: async (version) =>
      isThisNode(version)
        ? nodeAt(process.execPath)
        : once(`node@${version}`, (modules) => nodeAt(join(modules, "node", "bin", "node"))),
    /** @returns the node_modules that hold the SDK, and its version. */
    sdk: async (version) =>
      version === OWN_SDK
        ? sdkIn(join(root, "node_modules"))
        : once(`@pulumi/pulumi@${version}`, sdkIn, [compiler()]),
  };
}

/** The SDK looks for the compiler beside itself, and takes TypeScript 3.8 where there is none. */
function compiler() {
  const { devDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  return `typescript@${devDependencies.typescript}`;
}

/** `20` is the Node that runs this if that is a 20, so that a part of the matrix needs no download. */
function isThisNode(version) {
  const own = process.versions.node;
  return own === version || own.startsWith(`${version}.`);
}

async function installFromNpm(folder, wanted, companions, env) {
  mkdirSync(folder, { recursive: true });
  // Without one, npm would install into the nearest folder above that has one.
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true }));
  const args = ["install", "--no-audit", "--no-fund", wanted, ...companions];
  await runStep(`Installing ${wanted}`, findNpm(env.PATH), args, {
    cwd: folder,
    env,
    advice: "The version has to be in npm's registry, and the registry within reach.",
  });
  return join(folder, "node_modules");
}

/** Asked, not believed: a package without its install script has a `node` that is none. */
function nodeAt(path) {
  const version = execFileSync(path, ["--version"], { encoding: "utf8" }).trim().replace(/^v/, "");
  return { path, version };
}

function sdkIn(modules) {
  const { version } = JSON.parse(readFileSync(join(modules, "@pulumi", "pulumi", "package.json"), "utf8"));
  return { modules, version };
}
