import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import ts from "typescript";

/**
 * Deletes compiled files that no entry of package.json reaches: declarations of internal modules, and modules that hold
 * types only. They are more than a third of all files, and editors would offer imports from them.
 *
 * @param folder a fresh dist/
 */
export function prune(folder: string): void {
  const reached = new Set<string>();
  const visit = (file: string) => {
    if (reached.has(file)) return;
    reached.add(file);
    const { importedFiles } = ts.preProcessFile(readFileSync(file, "utf8"), true, true);
    for (const { fileName } of importedFiles)
      if (fileName.startsWith(".")) visit(importedFile(file, fileName));
  };
  for (const entry of publishedEntries()) visit(join(folder, relative("dist", entry)));
  for (const { name, parentPath } of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = join(parentPath, name);
    if (/\.(js|d\.ts)$/.test(name) && !reached.has(file)) rmSync(file);
  }
}

/** All files below dist/ that package.json names. */
function publishedEntries(): string[] {
  const manifest = JSON.parse(readFileSync(join(__dirname, "..", "package.json"), "utf8"));
  const paths = (value: unknown): string[] =>
    typeof value === "string" ? [value] : Object.values(value ?? {}).flatMap(paths);
  return [manifest.main, manifest.types, manifest.bin, manifest.exports]
    .flatMap(paths)
    .filter((path) => /^(\.\/)?dist\//.test(path));
}

/** A declaration imports declarations, and a module imports modules. */
function importedFile(from: string, specifier: string): string {
  const extension = from.endsWith(".js") ? ".js" : ".d.ts";
  const path = join(dirname(from), specifier);
  const found = [path + extension, join(path, `index${extension}`), path].find((file) => existsSync(file));
  if (!found) throw new Error(`${from} imports ${specifier}, which was not compiled`);
  return found;
}
