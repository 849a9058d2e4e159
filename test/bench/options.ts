import { parseArgs } from "node:util";

/** In the order in which they run; `create` and `destroy` always do. */
export const operations = ["create", "unchanged", "preview", "refresh", "update", "destroy"] as const;
export type Operation = (typeof operations)[number];

export interface Options {
  /** Connections. */
  n: number;
  workspaces: number;
  /** Milliseconds that Atlas takes for an answer. */
  latency: number;
  rounds: number;
  /** What is measured. */
  only: readonly Operation[];
  /** Atlas' rate limit is in force. */
  rateLimit: boolean;
  /** Where the figures go as JSON. */
  json: string | undefined;
  /** All is done for each of these numbers of connections instead of for `n`. */
  series: readonly number[];
  /** Where the picture of a series goes. */
  picture: string | undefined;
  /** Where CPU profiles of one more run go. */
  profile: string | undefined;
}

export const usage = `npm run bench [-- options]

Runs this provider and two that do nothing (fixtures/inline.js, fixtures/noop-small) side by side through the real CLI.

  --n N            connections (200)
  --workspaces N   workspaces that they are spread over (20)
  --latency MS     how long the local Atlas takes for an answer (50)
  --rounds N       how often all is done; medians are shown (3)
  --only NAME      measure only this; may be given more than once.
                   ${operations.join(", ")}; all but preview by default
  --rate-limit     Atlas refuses what exceeds its token bucket
  --series N,N,…   do all of it for each of these numbers of connections, ten in a workspace,
                   and at most 50 workspaces
  --picture FILE   draw time and requests of a series (SVG)
  --json FILE      write all figures to this file, too
  --profile DIR    afterwards, take CPU profiles of one up without changes into this folder, and sum them up
  --help`;

/** @returns undefined when help is asked for. @throws Error that says which option is wrong. */
export function parseOptions(args: readonly string[]): Options | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      n: { type: "string", default: "200" },
      workspaces: { type: "string", default: "20" },
      latency: { type: "string", default: "50" },
      rounds: { type: "string", default: "3" },
      only: { type: "string", multiple: true },
      "rate-limit": { type: "boolean", default: false },
      json: { type: "string" },
      series: { type: "string" },
      picture: { type: "string" },
      profile: { type: "string" },
      help: { type: "boolean" },
    },
  });
  if (values.help) return undefined;
  return {
    n: atLeast(1, "n", values.n),
    workspaces: atLeast(1, "workspaces", values.workspaces),
    latency: atLeast(0, "latency", values.latency),
    rounds: atLeast(1, "rounds", values.rounds),
    only: values.only?.map(operation) ?? operations.filter((name) => name !== "preview"),
    rateLimit: values["rate-limit"],
    json: values.json,
    series: values.series?.split(",").map((text) => atLeast(1, "series", text)) ?? [],
    picture: values.picture,
    profile: values.profile,
  };
}

function atLeast(minimum: number, name: string, text: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < minimum)
    throw new Error(`--${name} must be a whole number, ${minimum} or more: ${text}`);
  return number;
}

function operation(text: string): Operation {
  const found = operations.find((name) => name === text);
  if (!found) throw new Error(`--only must be one of ${operations.join(", ")}: ${text}`);
  return found;
}
