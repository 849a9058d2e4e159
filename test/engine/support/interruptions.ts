import type { FaultAction, FaultTarget, LocalAtlas } from "../../../atlas-local";
import type { CliRun } from "./cliRun";
import { projectId, workspaceName } from "./project";

/** A way to interrupt a run, and the documented recipe for what it leaves. */
export interface Way {
  interrupt(run: CliRun): Promise<void> | void;
  /** Runs of the CLI, by their arguments. */
  recipe: readonly (readonly string[])[];
  /** The recipe lets the run take over what the state does not know. */
  adopt: boolean;
}

const up = ["up", "--yes", "--skip-preview"];
const clear = ["refresh", "--yes", "--skip-preview", "--clear-pending-creates"];

/** A later second Ctrl-C means the same; an earlier one might be taken for the first. */
const betweenPressesMs = 200;

export const ways = {
  "SIGKILL of the CLI": {
    interrupt: (run) => run.kill(),
    recipe: [["cancel", "--yes"], up, clear],
    adopt: true,
  },
  "SIGKILL of the provider": { interrupt: (run) => run.killProvider(), recipe: [up], adopt: true },
  "Ctrl-C": { interrupt: (run) => run.interrupt(), recipe: [up], adopt: false },
  "Ctrl-C twice": {
    interrupt: async (run) => {
      run.interrupt();
      await new Promise((resolve) => setTimeout(resolve, betweenPressesMs));
      run.interrupt();
    },
    recipe: [up, clear],
    adopt: true,
  },
} as const satisfies Record<string, Way>;

/** A moment of an `up`, by what Atlas sees. */
interface Moment {
  method: string;
  path: RegExp;
  /** So many of these requests come before. */
  skip?: number;
  /** What becomes of this request and those after it. Default: nothing special. */
  action?: FaultAction;
  /** Further condition. */
  when?(atlas: LocalAtlas, connectionName: string): boolean;
}

const isPending = (atlas: LocalAtlas, name: string) =>
  atlas.connection(projectId, workspaceName, name)?.state === "PENDING";

const exists = (atlas: LocalAtlas, name: string) =>
  atlas.connection(projectId, workspaceName, name) !== undefined;

/** Long enough for the interruption to come first, short enough for the request to be over before the recipe. */
const late: FaultAction = { kind: "delay", ms: 250 };

export const moments = {
  "when the first POST has arrived, which Atlas never handles": {
    method: "POST",
    path: /connections$/,
    action: { kind: "hang" },
  },
  "while a POST is in hand, which Atlas handles later": {
    method: "POST",
    path: /connections$/,
    action: late,
  },
  "when a POST is done, and its answer never comes": {
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
  "while a PATCH is in hand": { method: "PATCH", path: /steady/, action: late },
  "when a PATCH has arrived, which Atlas never handles": {
    method: "PATCH",
    path: /steady/,
    skip: 1,
    action: { kind: "hang" },
  },
  "while the DELETE of a replacement is in hand": { method: "DELETE", path: /moving/, action: late },
  "while the predecessor of a replacement disappears": { method: "GET", path: /moving/ },
  "while a replacement waits for READY": { method: "GET", path: /moving/, when: isPending },
  "while a DELETE at the end is in hand": { method: "DELETE", path: /fresh/, skip: 1, action: late },
  "at the last DELETE": { method: "DELETE", path: /fresh|slow/, skip: 6 },
} as const satisfies Record<string, Moment>;

/** Resolves when Atlas sees the moment; lets `action` happen to this request and the like ones after it. */
export function reached(atlas: LocalAtlas, moment: Moment): Promise<void> {
  const { method, path, skip = 0, action, when } = moment;
  return new Promise((resolve) => {
    const meet = ({ target }: FaultTarget) => {
      const name = decodeURIComponent(target.split("/").at(-1) ?? "");
      if (when && !when(atlas, name)) return undefined;
      resolve();
      return action;
    };
    atlas.fault({ method, path, skip, times: Number.POSITIVE_INFINITY, action: meet });
  });
}

/** What is interrupted when and how. */
export interface Interruption {
  way: keyof typeof ways;
  moment: keyof typeof moments;
  /** Also without `ATLAS_STREAMS_LONG`: one of each kind. */
  short?: boolean;
}

const cli = "SIGKILL of the CLI";
const provider = "SIGKILL of the provider";

export const interruptions: readonly Interruption[] = [
  { way: cli, moment: "when the first POST has arrived, which Atlas never handles" },
  { way: cli, moment: "while a POST is in hand, which Atlas handles later", short: true },
  { way: cli, moment: "after five POSTs" },
  { way: cli, moment: "while a new connection waits for READY" },
  { way: cli, moment: "while a PATCH is in hand" },
  { way: cli, moment: "while the DELETE of a replacement is in hand", short: true },
  { way: cli, moment: "while the predecessor of a replacement disappears" },
  { way: cli, moment: "while a replacement waits for READY" },
  { way: cli, moment: "while a DELETE at the end is in hand" },
  { way: cli, moment: "at the last DELETE" },
  { way: provider, moment: "when a POST is done, and its answer never comes" },
  { way: provider, moment: "while a new connection waits for READY", short: true },
  { way: provider, moment: "when a PATCH has arrived, which Atlas never handles" },
  { way: provider, moment: "while the DELETE of a replacement is in hand" },
  { way: "Ctrl-C", moment: "while a new connection waits for READY" },
  { way: "Ctrl-C", moment: "while the DELETE of a replacement is in hand" },
  { way: "Ctrl-C twice", moment: "while a new connection waits for READY", short: true },
  { way: "Ctrl-C twice", moment: "while a POST is in hand, which Atlas handles later" },
];
