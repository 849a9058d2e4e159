import { parseArgs } from "node:util";
import { type LocalAtlas, type LocalAtlasOptions, type Patch, startLocalAtlas } from "./index";
import { messages } from "./messages";
import type { RequestRecord } from "./requestLog";
import type { WorkspaceAddress } from "./types";

const help = `A local Atlas: an HTTP server with the stream-connection endpoints of MongoDB Atlas' Admin API, for tests.

Usage: npm run atlas -- [options]

Defaults are in parentheses.

  --port <n>              TCP port on 127.0.0.1 (any free port)
  --file <path>           store all connections in this file, header values included (memory only)
  --workspace <id>/<name> a workspace that exists; may be repeated (all exist)
  --region <name>         region of new connections (VIRGINIA_USA)
  --latency <ms>          latency of each response (0)
  --pending <ms>          how long connections with private networking are PENDING (1000)
  --deleting <ms>         how long they are DELETING (1000)
  --patch <merge|replace> whether fields that a PATCH leaves out stay, or are removed (merge)
  --failing <name>        a connection that becomes FAILED; may be repeated (none)
  --eventual <ms>         how long reads do not find a new connection (0)
  --race <ms>             writes to one workspace within this time lose updates (0)
  --rate-limit            refuse requests beyond Atlas' token bucket
  --nonce-lifetime <ms>   lifetime of a digest nonce (300000)
  --token-lifetime <s>    lifetime of a service account's token (3600)
  --control               serve /_local/... to set faults and connections from another process
  --record-file <path>    append every request and response to this file, secrets included
  --quiet                 do not log requests
  --exit-with-stdin       stop when standard input ends, for example with the process that opened it
  --parent-pid <pid>      stop when this process no longer exists
  --help                  show this text
`;

/** An invalid command line. */
class UsageError extends Error {
  override readonly name = "UsageError";
}

interface Invocation {
  options: LocalAtlasOptions;
  exitWithStdin: boolean;
  parentPid: number | undefined;
}

function parse(args: string[]): Invocation | "help" {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: "string" },
      file: { type: "string" },
      workspace: { type: "string", multiple: true },
      region: { type: "string" },
      latency: { type: "string" },
      pending: { type: "string" },
      deleting: { type: "string" },
      patch: { type: "string" },
      failing: { type: "string", multiple: true },
      eventual: { type: "string" },
      race: { type: "string" },
      "rate-limit": { type: "boolean" },
      "nonce-lifetime": { type: "string" },
      "token-lifetime": { type: "string" },
      control: { type: "boolean" },
      "record-file": { type: "string" },
      quiet: { type: "boolean" },
      "exit-with-stdin": { type: "boolean" },
      "parent-pid": { type: "string" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) return "help";
  const number = (name: keyof typeof values, max = Number.MAX_SAFE_INTEGER): number | undefined => {
    const value = values[name];
    if (value === undefined) return undefined;
    const { text } = messages.commandLine;
    if (!/^\d+$/.test(String(value)) || Number(value) > max)
      throw new UsageError(max < 1e6 ? text.numberUpTo(name, max) : text.number(name));
    return Number(value);
  };
  const options: { [K in keyof LocalAtlasOptions]: LocalAtlasOptions[K] | undefined } = {
    port: number("port", 65_535),
    file: values.file,
    workspaces: values.workspace?.map(workspaceOf),
    region: values.region,
    latencyMs: number("latency"),
    pendingMs: number("pending"),
    deletingMs: number("deleting"),
    patch: patchOf(values.patch),
    failing: values.failing,
    eventualConsistencyMs: number("eventual"),
    lostUpdateRaceMs: number("race"),
    rateLimit: values["rate-limit"],
    nonceLifetimeMs: number("nonce-lifetime"),
    tokenLifetimeSeconds: number("token-lifetime"),
    control: values.control,
    recordFile: values["record-file"],
    onRequest: values.quiet ? undefined : logRequest,
  };
  return {
    options: Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)),
    exitWithStdin: values["exit-with-stdin"] ?? false,
    parentPid: number("parent-pid"),
  };
}

function workspaceOf(text: string): WorkspaceAddress {
  const match = /^([a-f0-9]{24})\/(.+)$/.exec(text);
  if (!match?.[1] || !match[2]) throw new UsageError(messages.commandLine.text.workspace);
  return { projectId: match[1], workspaceName: match[2] };
}

function patchOf(text: string | undefined): Patch | undefined {
  if (text === undefined || text === "merge" || text === "replace") return text;
  throw new UsageError(messages.commandLine.text.patch);
}

/** Logs neither bodies nor credentials. */
function logRequest({ method, path, query, status, errorCode, durationMs, refusal }: RequestRecord): void {
  const time = new Date().toISOString().slice(11, 23);
  const target = query ? `${path}?${query}` : path;
  const why = [errorCode, refusal].filter(Boolean).join(", ");
  console.log(
    `${time} ${method} ${target} ${status || "(no response)"} ${durationMs} ms${why ? ` ${why}` : ""}`,
  );
}

function announce({ url, environment }: LocalAtlas): void {
  console.log(`A local Atlas listens on ${url}. Ctrl-C stops it. To use it:\n`);
  for (const [name, value] of Object.entries(environment)) console.log(`  export ${name}=${value}`);
  console.log();
}

/** Resolves on a signal, at the end of standard input, or when the parent process has ended. */
function untilStopped({ exitWithStdin, parentPid }: Invocation): Promise<void> {
  return new Promise((resolve) => {
    process.once("SIGINT", () => resolve());
    process.once("SIGTERM", () => resolve());
    if (exitWithStdin) {
      process.stdin.once("end", resolve).once("error", () => resolve());
      process.stdin.once("close", () => resolve()).resume();
    }
    if (parentPid !== undefined) {
      const timer = setInterval(() => {
        if (isAlive(parentPid)) return;
        clearInterval(timer);
        resolve();
      }, 500);
    }
  });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // The process exists, but belongs to another user.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** @returns the exit code. */
async function main(args: string[]): Promise<number> {
  let invocation: Invocation | "help";
  try {
    invocation = parse(args);
  } catch (error) {
    console.error(messages.commandLine.text.seeHelp((error as Error).message));
    return 2;
  }
  if (invocation === "help") {
    console.log(help);
    return 0;
  }
  // Registered before the start, so that a signal during the start is not lost.
  const stopped = untilStopped(invocation);
  let atlas: LocalAtlas;
  try {
    atlas = await startLocalAtlas(invocation.options);
  } catch (error) {
    console.error(explain(error, invocation.options.port));
    return 1;
  }
  announce(atlas);
  await stopped;
  await atlas.close();
  return 0;
}

function explain(error: unknown, port: number | undefined): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "EADDRINUSE") return messages.commandLine.text.portInUse(port);
  if (code === "EACCES") return messages.commandLine.text.portForbidden(port);
  return message;
}

void main(process.argv.slice(2)).then((code) => {
  // Another process may keep standard input open.
  process.exit(code);
});
