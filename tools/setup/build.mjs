import { createHash } from "node:crypto";
import { chmodSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bin, cache, root } from "./paths.mjs";
import { prune } from "./prune.mjs";
import { runStep } from "./run.mjs";
import { nameTypeExports } from "./typeExports.mjs";

const dist = join(root, "dist");
const stamp = join(cache, "build");

/** What decides about the content of dist/; the lockfile stands for the compiler and the types of the dependencies. */
const SOURCES = [
  "provider",
  "atlas-local",
  "tsconfig.json",
  "tsconfig.build.json",
  "package.json",
  "package-lock.json",
  "tools/setup/prune.mjs",
  "tools/setup/typeExports.mjs",
];

/** Whether dist/ is what `build` made of the present sources. */
export function isBuilt() {
  try {
    return readFileSync(stamp, "utf8") === stampFor(sources());
  } catch (error) {
    if (error.code === "ENOENT") return false;
    throw error;
  }
}

/**
 * Compiles into a fresh folder that then takes the place of dist/: nothing of a removed source stays behind, and a
 * failed build leaves the old dist/ as it was. For one process at a time: see lockCheckout.
 */
export async function build(env) {
  const fresh = join(cache, "dist-fresh");
  const old = join(cache, "dist-old");
  const discard = () => {
    for (const folder of [fresh, old]) rmSync(folder, { recursive: true, force: true });
  };
  discard(); // what a killed build left
  try {
    // Taken before the compiler reads them: a file saved meanwhile must lead to another build.
    const compiled = sources();
    await runStep(
      "Building dist/",
      process.execPath,
      [bin("tsc"), "-p", "tsconfig.build.json", "--outDir", fresh],
      {
        cwd: root,
        env,
        advice: "These are errors in provider/ or atlas-local/: correct them and try again.",
      },
    );
    // npm does this for an installed package; a linked one has what the compiler left.
    chmodSync(join(fresh, "provider", "cli", "index.js"), 0o755);
    await nameTypeExports(join(fresh, "provider", "index.d.ts"));
    await prune(fresh);
    if (statSync(dist, { throwIfNoEntry: false })) renameSync(dist, old);
    renameSync(fresh, dist);
    writeFileSync(stamp, stampFor(compiled));
  } finally {
    discard();
  }
}

/** Sources count by content, since a `git checkout` changes their times. */
function sources() {
  return digest(SOURCES, (file) => readFileSync(file));
}

/** Outputs count too, by size and time: a dist/ from elsewhere is not what this stamp was made for. */
function stampFor(sources) {
  const outputs = digest(["dist"], (file) => {
    const { size, mtimeMs } = statSync(file);
    return `${size} ${mtimeMs}`;
  });
  return `${sources} ${outputs}`;
}

function digest(paths, contentOf) {
  const hash = createHash("sha256");
  for (const file of paths.flatMap((path) => filesIn(join(root, path)))) {
    hash.update(`${file}\0`).update(contentOf(file)).update("\0");
  }
  return hash.digest("hex");
}

function filesIn(path) {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) return [];
  if (!stats.isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesIn(join(path, name)));
}
