import { cp, mkdir, mkdtemp, readFile, symlink } from "node:fs/promises";
import { join } from "node:path";
import { consumerFolder, repository } from "../engine/support/consumer";

export const examplesFolder = join(repository, "examples");

/** An example's package.json; only the fields that tests use. */
export interface Manifest {
  name?: string;
  main?: string;
  dependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
}

export async function manifestOf(...path: string[]): Promise<Manifest> {
  return JSON.parse(await readFile(join(examplesFolder, ...path, "package.json"), "utf8"));
}

/**
 * Copies an example and tsconfig.base.json to a folder where the package is installed as for a user. Pulumi writes
 * nothing to the work tree.
 */
export async function copyExample(name: string, parent?: string): Promise<string> {
  const folder = await mkdtemp(join(parent ?? (await consumerFolder()), "examples-"));
  await cp(join(examplesFolder, "tsconfig.base.json"), join(folder, "tsconfig.base.json"));
  const copy = join(folder, name);
  await cp(join(examplesFolder, name), copy, {
    recursive: true,
    // Excludes leftovers of a manual run.
    filter: (source) =>
      !/node_modules|Pulumi\.[^.]+\.yaml$|\.(js|d\.ts|tgz)$/.test(source.slice(examplesFolder.length)),
  });
  await linkFolders(copy, await manifestOf(name));
  return copy;
}

/** Links the packages inside the example, as `npm install` does. */
async function linkFolders(copy: string, { dependencies = {} }: Manifest): Promise<void> {
  for (const [name, version] of Object.entries(dependencies)) {
    if (!version.startsWith("file:") || version.startsWith("file:..")) continue;
    await mkdir(join(copy, "node_modules"), { recursive: true });
    await symlink(join(copy, version.slice("file:".length)), join(copy, "node_modules", name));
  }
}
