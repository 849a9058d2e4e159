import { parseArgs } from "node:util";
import type { LocalAtlasOptions, Patch, WorkspaceAddress } from "../index";
import { messages } from "../messages";

export const help = `A local Atlas: an HTTP server with the stream-connection endpoints of MongoDB Atlas' Admin API, for tests.

Usage: npx pulumi-atlas-streams atlas [options]

Defaults are in parentheses.

  --port <n>                TCP port on 127.0.0.1 (any free port)
  --tls                     serve https, with a new self-signed certificate for 127.0.0.1 and localhost
  --certificate-file <path> where that certificate is written, without its key; implies --tls (a temporary file)
  --file <path>             store all connections in this file, header values included (memory only)
  --workspace <id>/<name>   a workspace that exists; may be repeated (all exist)
  --region <name>           region of new connections (VIRGINIA_USA)
  --latency <ms>            latency of each response (0)
  --pending <ms>            how long connections with private networking are PENDING (1000)
  --deleting <ms>           how long they are DELETING (1000)
  --patch <merge|replace>   whether fields that a PATCH leaves out stay, or are removed (merge)
  --failing <name>          a connection that becomes FAILED; may be repeated (none)
  --eventual <ms>           how long reads do not find a new connection (0)
  --race <ms>               writes to one workspace within this time lose updates (0)
  --rate-limit              refuse requests beyond Atlas' token bucket
  --nonce-lifetime <ms>     lifetime of a digest nonce (300000)
  --token-lifetime <s>      lifetime of a service account's token (3600)
  --control                 serve /_local/... to set faults and connections from another process
  --record-file <path>      append every request and response to this file, secrets included
  --quiet                   do not log requests
  --exit-with-stdin         stop when standard input ends, for example with the process that opened it
  --parent-pid <pid>        stop when this process no longer exists
  --help                    show this text

Exit code: 0 when it was stopped, 1 for a failure, 2 for a wrong command line.`;

/** The options of `pulumi-atlas-streams atlas`. */
export interface Invocation {
  options: LocalAtlasOptions;
  quiet: boolean;
  exitWithStdin: boolean;
  parentPid: number | undefined;
}

/** @throws Error that says what is wrong with the command line. */
export function parse(args: string[]): Invocation {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: "string" },
      tls: { type: "boolean" },
      "certificate-file": { type: "string" },
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
    },
  });
  const number = (name: keyof typeof values, max = Number.MAX_SAFE_INTEGER): number | undefined => {
    const value = values[name];
    if (value === undefined) return undefined;
    const { text } = messages.commandLine;
    if (!/^\d+$/.test(String(value)) || Number(value) > max)
      throw new Error(max < 1e6 ? text.numberUpTo(name, max) : text.number(name));
    return Number(value);
  };
  const options: { [K in keyof LocalAtlasOptions]: LocalAtlasOptions[K] | undefined } = {
    port: number("port", 65_535),
    tls: values.tls,
    certificateFile: values["certificate-file"],
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
  };
  return {
    options: Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)),
    quiet: values.quiet ?? false,
    exitWithStdin: values["exit-with-stdin"] ?? false,
    parentPid: number("parent-pid"),
  };
}

function workspaceOf(text: string): WorkspaceAddress {
  const match = /^([a-f0-9]{24})\/(.+)$/.exec(text);
  if (!match?.[1] || !match[2]) throw new Error(messages.commandLine.text.workspace);
  return { projectId: match[1], workspaceName: match[2] };
}

function patchOf(text: string | undefined): Patch | undefined {
  if (text === undefined || text === "merge" || text === "replace") return text;
  throw new Error(messages.commandLine.text.patch);
}
