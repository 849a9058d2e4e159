import type { FaultAction, FaultTarget, LocalAtlas } from "../../../atlas-local";
import type { CliRun } from "./cliRun";
import { projectId, workspaceName } from "./project";

/** A way to interrupt a run, and the documented commands to recover from it. */
export interface Way {
  interrupt(run: CliRun): Promise<void> | void;
  /** Arguments of the CLI runs. */
  commands: readonly (readonly string[])[];
  /** Whether `up` needs PULUMI_ATLAS_STREAMS_ADOPT=1. */
  adopt: boolean;
}

const up = ["up", "--yes", "--skip-preview"];
const clear = ["refresh", "--yes", "--skip-preview", "--clear-pending-creates"];

/** If the second Ctrl-C came earlier, the CLI might count it as the first. */
const betweenPressesMs = 200;

export const ways = {
  "SIGKILL of the CLI": {
    interrupt: (run) => run.kill(),
    commands: [["cancel", "--yes"], up, clear],
    adopt: true,
  },
  "SIGKILL of the provider": { interrupt: (run) => run.killProvider(), commands: [up], adopt: true },
  "Ctrl-C": { interrupt: (run) => run.interrupt(), commands: [up], adopt: false },
  "Ctrl-C twice": {
    interrupt: async (run) => {
      run.interrupt();
      await new Promise((resolve) => setTimeout(resolve, betweenPressesMs));
      run.interrupt();
    },
    commands: [up, clear],
    adopt: true,
  },
} as const satisfies Record<string, Way>;

/** A moment of an `up`, defined by the requests that Atlas receives. */
interface Moment {
  method: string;
  path: RegExp;
  /** Number of matching requests before the moment. */
  skip?: number;
  /** Failure of this request and the matching ones after it. Default: none. */
  action?: FaultAction;
  /** Additional condition. */
  when?(atlas: LocalAtlas, connectionName: string): boolean;
}

const isPending = (atlas: LocalAtlas, name: string) =>
  atlas.connection(projectId, workspaceName, name)?.state === "PENDING";

const exists = (atlas: LocalAtlas, name: string) =>
  atlas.connection(projectId, workspaceName, name) !== undefined;

/** Delays a request until after the interruption, but not until the recovery. */
const late: FaultAction = { kind: "delay", ms: 250 };

export const moments = {
  "at the first POST, which Atlas never processes": {
    method: "POST",
    path: /connections$/,
    action: { kind: "hang" },
  },
  "during a POST that Atlas processes later": {
    method: "POST",
    path: /connections$/,
    action: late,
  },
  "after a POST with a lost response": {
    method: "POST",
    path: /connections$/,
    skip: 2,
    action: { kind: "hangAfter" },
  },
  "after five POSTs": { method: "POST", path: /connections$/, skip: 5 },
  "while a new connection waits for READY": { method: "GET", path: /slow/, when: isPending },
  "while two new connections wait for READY": {
    method: "GET",
    path: /slow/,
    when: (atlas, name) => ["0", "1"].every((i) => exists(atlas, name.replace(/\d$/, i))),
  },
  "during a PATCH": { method: "PATCH", path: /steady/, action: late },
  "at a PATCH that Atlas never processes": {
    method: "PATCH",
    path: /steady/,
    skip: 1,
    action: { kind: "hang" },
  },
  "during the DELETE of a replacement": { method: "DELETE", path: /moving/, action: late },
  "while the old connection of a replacement is DELETING": { method: "GET", path: /moving/ },
  "while a replacement waits for READY": { method: "GET", path: /moving/, when: isPending },
  "during a DELETE at the end": { method: "DELETE", path: /fresh/, skip: 1, action: late },
  "at the last DELETE": { method: "DELETE", path: /fresh|slow/, skip: 6 },
} as const satisfies Record<string, Moment>;

/** Resolves at the moment. Applies `action` to its request and the matching ones after it. */
export function reached(atlas: LocalAtlas, moment: Moment): Promise<void> {
  const { method, path, skip = 0, action, when } = moment;
  return new Promise((resolve) => {
    const decide = ({ target }: FaultTarget) => {
      const name = decodeURIComponent(target.split("/").at(-1) ?? "");
      if (when && !when(atlas, name)) return undefined;
      resolve();
      return action;
    };
    atlas.fault({ method, path, skip, times: Number.POSITIVE_INFINITY, action: decide });
  });
}

/** A combination of way and moment. */
export interface Interruption {
  way: keyof typeof ways;
  moment: keyof typeof moments;
  /** Whether it also runs without `ATLAS_STREAMS_LONG`: one of each kind. */
  short?: boolean;
}

const cli = "SIGKILL of the CLI";
const provider = "SIGKILL of the provider";

export const interruptions: readonly Interruption[] = [
  { way: cli, moment: "at the first POST, which Atlas never processes" },
  { way: cli, moment: "during a POST that Atlas processes later", short: true },
  { way: cli, moment: "after five POSTs" },
  { way: cli, moment: "while a new connection waits for READY" },
  { way: cli, moment: "during a PATCH" },
  { way: cli, moment: "during the DELETE of a replacement", short: true },
  { way: cli, moment: "while the old connection of a replacement is DELETING" },
  { way: cli, moment: "while a replacement waits for READY" },
  { way: cli, moment: "during a DELETE at the end" },
  { way: cli, moment: "at the last DELETE" },
  { way: provider, moment: "after a POST with a lost response" },
  { way: provider, moment: "while a new connection waits for READY", short: true },
  { way: provider, moment: "at a PATCH that Atlas never processes" },
  { way: provider, moment: "during the DELETE of a replacement" },
  { way: "Ctrl-C", moment: "while a new connection waits for READY" },
  { way: "Ctrl-C", moment: "during the DELETE of a replacement" },
  { way: "Ctrl-C twice", moment: "while a new connection waits for READY", short: true },
  { way: "Ctrl-C twice", moment: "during a POST that Atlas processes later" },
];
