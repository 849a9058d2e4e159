import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { repository } from "./consumer";

const run = promisify(execFile);

/**
 * Whether the CLI on PATH is the version that this repository pins. Documents with CLI output are only checked against
 * the pinned version, because others may word their output differently.
 */
export async function isPinnedCli(): Promise<boolean> {
  const goMod = await readFile(join(repository, "tools", "pulumi-cli", "go.mod"), "utf8");
  const [, pinned] = /github\.com\/pulumi\/pulumi\/pkg\/v3 (v[\d.]+)/.exec(goMod) ?? [];
  const { stdout } = await run("pulumi", ["version"]);
  return stdout.trim() === pinned;
}
