import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, symlink } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { runFolder } from "../../support/runFolder";

const run = promisify(execFile);
export const repository = resolve(__dirname, "../../..");

/** The folder of @pulumi/pulumi for programs under test; the matrix (`.github/workflows`) installs others elsewhere. */
export const sdkModules = process.env.ATLAS_STREAMS_SDK ?? join(repository, "node_modules");

/**
 * A folder whose projects find the package as after `npm install`: unpacked from `npm pack` below node_modules, next to
 * the repository's own dependencies. Created once per process; deleted with the folder of the test run.
 */
let folder: Promise<string> | undefined;

export function consumerFolder(): Promise<string> {
  folder ??= createConsumer();
  return folder;
}

async function createConsumer(): Promise<string> {
  const root = await mkdtemp(join(runFolder(), "engine-"));
  const modules = join(root, "node_modules");
  await mkdir(modules);
  for (const name of await readdir(join(repository, "node_modules"))) {
    if (name === "pulumi-atlas-streams" || name.startsWith(".")) continue;
    await symlink(
      join(name === "@pulumi" ? sdkModules : join(repository, "node_modules"), name),
      join(modules, name),
    );
  }
  await unpack(await pack(root), join(modules, "pulumi-atlas-streams"));
  return root;
}

/** Packs the built package into a folder; returns the tarball's path. */
export async function pack(destination: string): Promise<string> {
  // The set-up of the tests has built dist/. Another build would disturb tests that run at the same time.
  const { stdout } = await run(
    "npm",
    ["pack", "--ignore-scripts", "--json", "--pack-destination", destination],
    { cwd: repository },
  );
  const [packed] = JSON.parse(stdout) as [{ filename: string }];
  return join(destination, packed.filename);
}

async function unpack(tarball: string, into: string): Promise<void> {
  await mkdir(into, { recursive: true });
  await run("tar", ["-xzf", tarball, "-C", into, "--strip-components=1"]);
}
