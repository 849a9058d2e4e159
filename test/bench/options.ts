import { parseArgs } from "node:util";

/** In the order of execution; `create` and `destroy` always run. */
export const operations = ["create", "unchanged", "preview", "refresh", "update", "destroy"] as const;
export type Operation = (typeof operations)[number];

export interface Options {
  /** Number of connections. */
  n: number;
  workspaces: number;
  /** Latency of a response in milliseconds. */
  latency: number;
  /** How long the local Atlas shows PENDING and DELETING, in milliseconds. */
  pending: number;
  rounds: number;
  /** The operations to measure. */
  only: readonly Operation[];
  /** Whether the local Atlas enforces the rate limit. */
  rateLimit: boolean;
  /** File for the figures as JSON. */
  json: string | undefined;
  /** Numbers of connections to run with, instead of `n`. */
  series: readonly number[];
  /** File for the picture of a series. */
  picture: string | undefined;
  /** Whether to measure the peers too. */
  peers: boolean;
  /** Folder for CPU profiles of an additional run. */
  profile: string | undefined;
}

export const usage = `npm run bench [-- options]

Compares this provider with two that do nothing (fixtures/inline.js, fixtures/noop-small), with the real CLI.

  --n N            number of connections (200)
  --workspaces N   number of workspaces (20)
  --latency MS     latency of the local Atlas' responses (50)
  --pending MS     how long connections are PENDING, and then DELETING (0)
  --rounds N       number of rounds; the table shows medians (3)
  --only NAME      measure only this operation; may be repeated.
                   ${operations.join(", ")}; all but preview by default
  --peers          also measure @pulumi/mongodbatlas and Terraform, where their providers are installed
  --rate-limit     enforce Atlas' rate limit
  --series N,N,…   run with each of these numbers of connections, ten per workspace,
                   in at most 50 workspaces
  --picture FILE   draw time and requests of a series (SVG)
  --json FILE      also write all figures to this file
  --profile DIR    finally, record CPU profiles of an up without changes in this folder, and summarize them
  --help`;

/** @returns undefined for --help. @throws Error that names the invalid option. */
export function parseOptions(args: readonly string[]): Options | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      n: { type: "string", default: "200" },
      workspaces: { type: "string", default: "20" },
      latency: { type: "string", default: "50" },
      pending: { type: "string", default: "0" },
      rounds: { type: "string", default: "3" },
      only: { type: "string", multiple: true },
      peers: { type: "boolean", default: false },
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
    pending: atLeast(0, "pending", values.pending),
    rounds: atLeast(1, "rounds", values.rounds),
    only: values.only?.map(operation) ?? operations.filter((name) => name !== "preview"),
    peers: values.peers,
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
