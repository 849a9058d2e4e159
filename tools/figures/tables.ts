import type { BigStacks } from "../../test/bench/bigStacks";
import type { Name } from "../../test/bench/contenders/contender";
import type { Operation } from "../../test/bench/options";
import {
  type Figures,
  labels,
  type Measured,
  memoryOf,
  type Report,
  ratioTo,
  stateOf,
  timeOf,
} from "../../test/bench/report";
import { type kinds, sumOf } from "../../test/bench/requests";

/** Limits that the project set for itself. */
interface Targets {
  /** Time, as a ratio. */
  inline?: number;
  small?: number;
  requests?: number;
}

const targets: Record<Operation, Targets> = {
  create: { inline: 1, small: 1, requests: 201 },
  unchanged: { inline: 1, requests: 0 },
  preview: { small: 0.9, requests: 0 },
  refresh: { inline: 1.25, small: 1.1, requests: 21 },
  update: { inline: 0.95, small: 1, requests: 201 },
  destroy: { inline: 1.15, small: 1.1, requests: 242 },
};

const requestNames: Partial<Record<(typeof kinds)[number], string>> = { auth: "challenge" };

/** @throws Error if a figure was not measured. */
function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const missing = rows.find((row) => row.some((cell) => cell.includes("NaN")));
  if (missing) throw new Error(`docs/figures lacks figures (was --peers given?): ${missing.join(" | ")}`);
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

const ratio = (value: number) => value.toFixed(2);
const seconds = (ms: number) => (ms / 1_000).toFixed(1);
const requests = (row: Measured, name: Name) => sumOf(row.requests[name]).toLocaleString("en-US");

/** What was measured, and with which versions. */
export function conditions({ date, machine }: Report, { options, versions }: Figures): string {
  const { n, workspaces, latency, pending, rounds } = options;
  const wait = pending > 0 ? `, ${pending / 1_000} s PENDING and ${pending / 1_000} s DELETING` : "";
  const peers = Object.values(versions).map((version) => `; ${version}`);
  return `${date}: ${n} Kafka connections, ${workspaces} workspaces, ${latency} ms for each response${wait}, ${rounds} rounds, ${machine.cores} cores; Node ${machine.node}, Pulumi ${machine.pulumi}${peers.join("")}.`;
}

/** Time and requests against those of the bridge and of Terraform. */
export function peerTable(figures: Figures): string {
  const rows = figures.measured.map((row) => [
    labels[row.operation],
    ratio(ratioTo(row, "bridge")),
    ratio(ratioTo(row, "terraform")),
    ...(["ours", "bridge", "terraform"] as const).map((name) => requests(row, name)),
  ]);
  const head = [
    "operation",
    "time, bridge = 1",
    "time, Terraform = 1",
    "requests",
    "of the bridge",
    "of Terraform",
  ];
  return markdown(head, rows);
}

/** The same against the bridge alone, for the README. */
export function bridgeTable({ measured }: Figures): string {
  const rows = measured.map((row) => [
    labels[row.operation],
    ratio(ratioTo(row, "bridge")),
    requests(row, "ours"),
    requests(row, "bridge"),
  ]);
  return markdown(["operation", "time, bridge = 1", "requests", "requests of the bridge"], rows);
}

function withTarget(value: number, target: number | undefined, format = ratio, text = format(value)): string {
  if (target === undefined) return text;
  return `${text} (${value <= target ? "" : "not met: "}${format(target)})`;
}

/** Against the providers that do nothing, with targets. */
export function idleTable({ measured }: Figures): string {
  const rows = measured.map((row) => {
    const { inline, small, requests: limit } = targets[row.operation];
    const eachRound = (row.runs.ours ?? []).map(({ ms }, round) =>
      ratio(ms / (row.runs.small?.[round]?.ms ?? Number.NaN)),
    );
    const sum = sumOf(row.requests.ours);
    const sent = Object.entries(row.requests.ours ?? {}).filter(([, count]) => count > 0);
    const parts = sent.map(([kind, count]) => `${count} ${requestNames[kind as "auth"] ?? kind}`);
    return [
      labels[row.operation],
      seconds(timeOf(row, "ours")),
      withTarget(ratioTo(row, "inline"), inline),
      withTarget(ratioTo(row, "small"), small),
      eachRound.join(" "),
      withTarget(sum, limit, String, parts.length > 0 ? `${sum}: ${parts.join(", ")}` : "0"),
    ];
  });
  const head = ["operation", "ours, s", "against `inline`", "against `small`", "in each round", "requests"];
  return markdown(head, rows);
}

/** State, start, calls and memory. */
export function detailTable(figures: Figures, largest: Figures): string {
  const { inside, names } = figures;
  const bytes = (name: Name) => `\`${name}\` ${Math.round(stateOf(figures, name)).toLocaleString("en-US")}`;
  const others = names.filter((name) => name !== "ours");
  const share = stateOf(figures, "ours") / stateOf(figures, "small");
  const extraStart = inside.start.ours - inside.start.small;
  const peak = (name: Name) => Math.max(...largest.measured.map((row) => memoryOf(row, name))) / 2 ** 20;
  const extraMemory = peak("ours") - peak("small");
  const rows: [what: string, measured: string, isMet: boolean, target: string][] = [
    [
      "state per connection, bytes",
      [bytes("ours"), ...others.map(bytes)].join(", "),
      share <= 1.02,
      `at most 2 % more than \`small\`: ${((share - 1) * 100).toFixed(1)} %`,
    ],
    [
      "start of a provider process, first check included",
      `${inside.start.ours.toFixed(0)} ms; \`small\` ${inside.start.small.toFixed(0)} ms`,
      extraStart <= 100,
      `at most 100 ms more: ${extraStart.toFixed(0)} ms`,
    ],
    [
      "importing the package in a program",
      `${inside.import.toFixed(0)} ms on top of \`@pulumi/pulumi\``,
      inside.import <= 60,
      "60 ms",
    ],
    ["a `check`, average of 1,000", `${ratio(inside.check)} ms`, inside.check <= 0.3, "0.3 ms"],
    ["a `diff`, average of 1,000", `${ratio(inside.diff)} ms`, inside.diff <= 0.3, "0.3 ms"],
    [
      `memory of the provider process, ${largest.options.n.toLocaleString("en-US")} connections`,
      `${peak("ours").toFixed(0)} MB; \`small\` ${peak("small").toFixed(0)} MB`,
      extraMemory <= 60,
      `at most 60 MB more: ${extraMemory.toFixed(0)} MB`,
    ],
  ];
  return markdown(
    ["what", "measured", "target"],
    rows.map(([what, measured, isMet, target]) => [what, measured, `${isMet ? "" : "not met: "}${target}`]),
  );
}

/** Times and requests for growing numbers of connections. */
export function seriesTable(series: readonly Figures[]): string {
  const shown = ["create", "preview", "refresh", "destroy"] as const;
  const rows = series.map(({ options, measured }) => {
    const rowOf = (operation: Operation) => measured.find((row) => row.operation === operation);
    const times = shown.map((operation) => {
      const row = rowOf(operation);
      return row
        ? (["inline", "small", "ours"] as const).map((name) => seconds(timeOf(row, name))).join(", ")
        : "";
    });
    const sent = (["create", "refresh", "destroy"] as const).map((operation) => {
      const row = rowOf(operation);
      return row ? requests(row, "ours") : "";
    });
    return [options.n.toLocaleString("en-US"), ...times, sent.join("; ")];
  });
  const head = [
    "N",
    "up (create), s: inline, small, ours",
    "preview, s",
    "refresh, s",
    "destroy, s",
    "requests: create; refresh; destroy",
  ];
  return markdown(head, rows);
}

/** Connections that Atlas needs time for. */
export function waitTable({ measured }: Figures): string {
  const names = ["ours", "bridge", "terraform"] as const;
  const rows = measured.map((row) => [
    labels[row.operation],
    ...names.map((name) => `${seconds(timeOf(row, name))}; ${requests(row, name)}`),
  ]);
  return markdown(["operation", "this package: seconds; requests", "bridge", "Terraform"], rows);
}

/** Ways to handle one large stack, against the first of them. */
export function bigStackTable(ways: BigStacks): string {
  const [first] = ways;
  const rows = ways.map(({ label, operations }) => [
    label,
    ...(["create", "destroy"] as const).map((operation) => {
      const time = operations[operation]?.seconds ?? Number.NaN;
      return `${ratio(time / (first?.operations[operation]?.seconds ?? Number.NaN))} (${time.toFixed(0)} s)`;
    }),
  ]);
  return markdown(["way", "up (create)", "destroy"], rows);
}
