import { execFileSync } from "node:child_process";
import { arch, cpus, platform } from "node:os";
import type { Run } from "./contenders/commandLine";
import { type Name, peers } from "./contenders/contender";
import type { Inside } from "./inside";
import type { Operation, Options } from "./options";
import { kinds, type Requests, sumOf } from "./requests";
import { median } from "./statistics";

/** All runs of one operation, by contender. */
export interface Measured {
  operation: Operation;
  runs: Partial<Record<Name, Run[]>>;
  /** Requests of the last round. */
  requests: Partial<Record<Name, Requests>>;
}

export interface Figures {
  options: Options;
  /** The contenders, in the order of the table's columns. */
  names: readonly Name[];
  /** Versions of the peers. */
  versions: Partial<Record<Name, string>>;
  measured: readonly Measured[];
  /** Size of the state file after `create`. */
  stateBytes: Partial<Record<Name, number>>;
  inside: Inside;
}

export const labels: Record<Operation, string> = {
  create: "up (create)",
  unchanged: "up (nothing changed)",
  preview: "preview (nothing changed)",
  refresh: "refresh (nothing changed)",
  update: "up (update all)",
  destroy: "destroy",
};

/** The table that the benchmark prints. */
export function table(figures: Figures): string {
  const { names, measured, inside } = figures;
  const others = names.filter((name) => name !== "ours");
  const senders = peers.filter((name) => names.includes(name));
  const head = [
    "operation",
    ...names.map((name) => `${name} s`),
    ...others.map((name) => `ours/${name}`),
    ...kinds,
    ...senders.map((name) => `${name} requests`),
    ...names.map((name) => `${name} MB`),
  ];
  const rows = measured.map((row) => [
    labels[row.operation],
    ...names.map((name) => (timeOf(row, name) / 1000).toFixed(2)),
    ...others.map((name) => ratioTo(row, name).toFixed(2)),
    ...kinds.map((kind) => String(row.requests.ours?.[kind])),
    ...senders.map((name) => String(sumOf(row.requests[name]))),
    ...names.map((name) => megabytes(memoryOf(row, name))),
  ]);
  const state = names.map((name) => `${name} ${Math.round(stateOf(figures, name))}`).join(", ");
  const toSmall = (stateOf(figures, "ours") / stateOf(figures, "small")).toFixed(3);
  return [
    ...aligned([head, ...rows]),
    "",
    `Bytes of the state file per connection: ${state}; ours/small ${toSmall}.`,
    `Start of a provider process, including its first check: small ${ms(inside.start.small)}, ours ${ms(inside.start.ours)}.`,
    `One check ${ms(inside.check)}, one diff ${ms(inside.diff)}; importing the package ${ms(inside.import)}.`,
    "Times and MB are medians of the rounds. MB is the peak memory of the provider process.",
  ].join("\n");
}

/** Median time of an operation in milliseconds. */
export function timeOf({ runs }: Measured, name: Name): number {
  return median(runs[name]?.map(({ ms }) => ms) ?? []);
}

/** Our time divided by that of another contender. */
export function ratioTo(row: Measured, name: Name): number {
  return timeOf(row, "ours") / timeOf(row, name);
}

/** Median peak memory in bytes; NaN if unknown. */
export function memoryOf({ runs }: Measured, name: Name): number {
  return median(runs[name]?.flatMap(({ memory }) => memory ?? []) ?? []);
}

/** Bytes of the state file per connection. */
export function stateOf({ stateBytes, options }: Figures, name: Name): number {
  return (stateBytes[name] ?? Number.NaN) / options.n;
}

function megabytes(bytes: number): string {
  return Number.isNaN(bytes) ? "?" : (bytes / 2 ** 20).toFixed(0);
}

function ms(value: number): string {
  return `${value.toFixed(value < 1 ? 3 : 0)} ms`;
}

/** The file that `--json` writes. */
export interface Report {
  date: string;
  machine: { platform: string; arch: string; cores: number; node: string; pulumi: string };
  /** One for each number of connections. */
  figures: readonly Figures[];
}

export function toJson(figures: readonly Figures[]): string {
  const report: Report = {
    date: new Date().toISOString().slice(0, 10),
    machine: {
      platform: platform(),
      arch: arch(),
      cores: cpus().length,
      node: process.version,
      pulumi: execFileSync("pulumi", ["version"], { encoding: "utf8" }).trim(),
    },
    figures,
  };
  const rounded = (_key: string, value: unknown) =>
    typeof value === "number" ? Math.round(value * 1_000) / 1_000 : value;
  return `${JSON.stringify(report, rounded)}\n`;
}

function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  "),
  );
}
