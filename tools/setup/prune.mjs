import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { root } from "./paths.mjs";

/** What tools/ start and users do not get: package.json leaves it out of `files`. */
const OURS = ["dist/atlas-local/cli.js"];

/**
 * Deletes what the compiler made of the sources and nobody can reach: the declarations of internal modules, and modules
 * that hold types only. More than a third of the files, and editors would offer imports from them.
 *
 * @param folder a fresh dist/
 */
export async function prune(folder) {
  // Not at the top: the set-up loads this file before it has installed the compiler.
  const { default: ts } = await import("typescript");
  const seen = new Set();
  const visit = (file) => {
    if (seen.has(file)) return;
    seen.add(file);
    const { importedFiles } = ts.preProcessFile(readFileSync(file, "utf8"), true, true);
    for (const { fileName } of importedFiles) if (fileName.startsWith(".")) visit(target(file, fileName));
  };
  for (const entry of [...entries(), ...OURS]) visit(join(folder, relative("dist", entry)));
  for (const { name, parentPath } of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = join(parentPath, name);
    if (/\.(js|d\.ts)$/.test(name) && !seen.has(file)) rmSync(file);
  }
}

/** All files below dist/ that package.json names. */
function entries() {
  const { main, types, bin, exports } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const leaves = (value) =>
    typeof value === "string" ? [value] : Object.values(value ?? {}).flatMap(leaves);
  return leaves([main, types, bin, exports])
    .map((path) => path.replace(/^\.\//, ""))
    .filter((path) => path.startsWith("dist/"));
}

/** The file that an import in another one means: a declaration leads to declarations, a module to modules. */
function target(from, specifier) {
  const extension = from.endsWith(".js") ? ".js" : ".d.ts";
  const path = join(dirname(from), specifier);
  const found = [path + extension, join(path, `index${extension}`), path].find((file) => existsSync(file));
  if (!found) throw new Error(`${from} imports ${specifier}, which was not compiled`);
  return found;
}
