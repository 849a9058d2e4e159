import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import type { Connection } from "../../atlas-local";
import { isObject } from "../../provider/shared/json";
import { repository } from "../engine/support/consumer";
import type { Project } from "../engine/support/project";
import { capture } from "../support/captured";

const execute = promisify(execFile);

/** Skips type-checking in the CLI, because the repository's compiler has checked the examples. */
export const environment = { PULUMI_NODEJS_TRANSPILE_ONLY: "true" };

/** Runs a package manager, which must succeed, with the repository's tools on PATH; returns its output. */
export async function run(
  folder: string,
  command: readonly string[],
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Promise<string> {
  const [executable = "", ...args] = command;
  const PATH = [join(repository, "node_modules", ".bin"), environment.PATH].join(delimiter);
  const source = command.join(" ");
  try {
    const { stdout, stderr } = await execute(executable, args, {
      cwd: folder,
      env: { ...environment, PATH },
    });
    return capture(source, stdout + stderr);
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    assert.fail(`${source} failed:\n${capture(source, stdout + stderr)}`);
  }
}

/** Sets a stack's configuration in one run of the CLI. */
export async function configure(
  project: Project,
  plain: Readonly<Record<string, string>>,
  secrets: Readonly<Record<string, string>> = {},
): Promise<void> {
  const flags = (flag: string, values: Readonly<Record<string, string>>) =>
    Object.entries(values).flatMap(([key, value]) => [flag, `${key}=${value}`]);
  await project.pulumi("config", "set-all", ...flags("--plaintext", plain), ...flags("--secret", secrets));
}

/** Asserts that Atlas has exactly these connections, each READY and with at least these fields. */
export function assertHas(found: readonly Connection[], wanted: Readonly<Record<string, object>>): void {
  const all = Object.fromEntries(found.map((connection) => [connection.name, connection]));
  assert.deepEqual(Object.keys(all).sort(), Object.keys(wanted).sort());
  const ready = Object.entries(wanted).map(([name, fields]) => [name, { state: "READY", ...fields }]);
  const expected = Object.fromEntries(ready);
  assert.deepEqual(partOf(all, expected), expected);
}

/** The fields of a value that `wanted` also has, at any depth. */
function partOf(found: unknown, wanted: unknown): unknown {
  if (!isObject(found) || !isObject(wanted)) return found;
  return Object.fromEntries(Object.keys(wanted).map((key) => [key, partOf(found[key], wanted[key])]));
}
