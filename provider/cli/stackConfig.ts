import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { isObject } from "../shared/json";

/** A CLI that waits for somebody must not hold the command up for ever. */
const timeoutMs = 60_000;

/** A stack's configuration, secrets in plain text, or why it was not read. */
export type StackConfig =
  | { values: ReadonlyMap<string, string> }
  | {
      unread: string;
      /** There is a project, so somebody may rely on its configuration. */
      isSurprising: boolean;
    };

/** Reads the stack's configuration with the CLI, since only it knows how the stack's secrets are encrypted. */
export async function readStackConfig(stack: string | undefined): Promise<StackConfig> {
  if (!isInProject(process.cwd())) {
    const unread = "this folder belongs to no Pulumi project (there is no Pulumi.yaml here or above)";
    return { unread, isSurprising: stack !== undefined };
  }
  const onStack = stack === undefined ? [] : ["--stack", stack];
  const values = await run(["config", "--show-secrets", "--json", "--non-interactive", ...onStack]);
  // What the CLI says may hold anything, so it is not repeated here.
  return values
    ? { values }
    : { unread: `${["pulumi config", ...onStack].join(" ")} failed; run it to see why`, isSurprising: true };
}

function isInProject(folder: string): boolean {
  if (["Pulumi.yaml", "Pulumi.yml"].some((name) => existsSync(join(folder, name)))) return true;
  return folder !== dirname(folder) && isInProject(dirname(folder));
}

/** What the CLI prints, or undefined when it fails, is not there, or prints something else. */
function run(args: readonly string[]): Promise<ReadonlyMap<string, string> | undefined> {
  return new Promise((resolve) => {
    const options = { timeout: timeoutMs, maxBuffer: 64 * 1024 * 1024 };
    const child = execFile("pulumi", args, options, (error, stdout) => {
      try {
        resolve(error ? undefined : parse(stdout));
      } catch {
        resolve(undefined);
      }
    });
    // Nobody is there to answer a question.
    child.stdin?.end();
  });
}

function parse(output: string): ReadonlyMap<string, string> {
  const all: unknown = JSON.parse(output);
  const entries = Object.entries(isObject(all) ? all : {}).map(([key, entry]): [string, unknown] => [
    key,
    isObject(entry) ? entry.value : undefined,
  ]);
  return new Map(entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}
