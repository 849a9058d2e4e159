import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { importCommand } from "../messages/importCommand";
import { isObject } from "../shared/json";

/** Maximum time for the CLI, which may wait for input. */
const timeoutMs = 60_000;

/** A stack's configuration with secrets in plain text, or the reason why it was not read. */
export type StackConfig =
  | {
      values: ReadonlyMap<string, string>;
      /** The keys that a program reads without a namespace. */
      programKeys: ReadonlySet<string>;
    }
  | {
      /** The reason, as a message. */
      notRead: string;
      /** The user probably expects that the configuration is read. */
      isUnexpected: boolean;
    };

/** Reads the stack's configuration with the CLI, because only the CLI can decrypt its secrets. */
export async function readStackConfig(stack: string | undefined): Promise<StackConfig> {
  const texts = importCommand.configurationNotRead.text;
  const project = projectFile(process.cwd());
  if (!project) return { notRead: texts.noProject, isUnexpected: stack !== undefined };
  const onStack = stack === undefined ? [] : ["--stack", stack];
  const values = await run(["config", "--show-secrets", "--json", "--non-interactive", ...onStack]);
  // The message does not repeat the CLI's output, which may hold secrets.
  return values
    ? { values, programKeys: programKeys(values, project) }
    : { notRead: texts.failed(["pulumi config", ...onStack].join(" ")), isUnexpected: true };
}

/** The project's file in this folder or above. */
function projectFile(folder: string): string | undefined {
  const file = ["Pulumi.yaml", "Pulumi.yml"]
    .map((name) => join(folder, name))
    .find((path) => existsSync(path));
  if (file !== undefined || folder === dirname(folder)) return file;
  return projectFile(dirname(folder));
}

function programKeys(values: ReadonlyMap<string, string>, project: string): ReadonlySet<string> {
  // The project's name is at the first level, in YAML or JSON. If it is not found, no key counts as existing.
  const name = /^(?:\{\s*)?["']?name["']?\s*:\s*["']?([\w.-]+)/m.exec(readFileSync(project, "utf8"))?.[1];
  const namespace = `${name}:`;
  const keys = [...values.keys()].filter((key) => key.startsWith(namespace));
  return new Set(keys.map((key) => key.slice(namespace.length)));
}

/** The configuration that the CLI prints; undefined when the CLI fails, is missing, or prints something else. */
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
    // The CLI must not wait for an answer.
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
