import { arch, cpus, platform } from "node:os";
import { type Name, names, type Run } from "./contender";
import type { Inside } from "./inside";
import type { Operation, Options } from "./options";
import { kinds, type Requests } from "./requests";
import { median } from "./statistics";

/** All runs of one operation, by contender. */
export interface Measured {
  operation: Operation;
  runs: Record<Name, Run[]>;
  /** Requests of our provider in the last round; the others send none. */
  requests: Requests;
}

export interface Figures {
  options: Options;
  measured: readonly Measured[];
  /** Size of the state file after `create`. */
  stateBytes: Record<Name, number>;
  inside: Inside;
}

const labels: Record<Operation, string> = {
  create: "up (create)",
  unchanged: "up (nothing changed)",
  preview: "preview (nothing changed)",
  refresh: "refresh (nothing changed)",
  update: "up (update all)",
  destroy: "destroy",
};

/** The table that the benchmark prints. */
export function table({ options, measured, stateBytes, inside }: Figures): string {
  const head = [
    "operation",
    ...names.map((name) => `${name} s`),
    "ours/inline",
    "ours/small",
    ...kinds,
    ...names.map((name) => `${name} MB`),
  ];
  const rows = measured.map(({ operation, runs, requests }) => {
    const time = (name: Name) => median(runs[name].map(({ ms }) => ms));
    const memory = (name: Name) => median(runs[name].flatMap(({ memory }) => memory ?? []));
    return [
      labels[operation],
      ...names.map((name) => (time(name) / 1000).toFixed(2)),
      (time("ours") / time("inline")).toFixed(2),
      (time("ours") / time("small")).toFixed(2),
      ...kinds.map((kind) => String(requests[kind])),
      ...names.map((name) => (Number.isNaN(memory(name)) ? "?" : (memory(name) / 2 ** 20).toFixed(0))),
    ];
  });
  const state = names.map((name) => `${name} ${Math.round(stateBytes[name] / options.n)}`).join(", ");
  const toSmall = (stateBytes.ours / stateBytes.small).toFixed(3);
  return [
    ...aligned([head, ...rows]),
    "",
    `Bytes of the state file per connection: ${state}; ours/small ${toSmall}.`,
    `Start of a provider process, including its first check: small ${ms(inside.start.small)}, ours ${ms(inside.start.ours)}.`,
    `One check ${ms(inside.check)}, one diff ${ms(inside.diff)}; importing the package ${ms(inside.import)}.`,
    "Times and MB are medians of the rounds. MB is the peak memory of the provider process.",
  ].join("\n");
}

function ms(value: number): string {
  return `${value.toFixed(value < 1 ? 3 : 0)} ms`;
}

/** The output of `--json`. */
export function toJson(figures: readonly Figures[]): string {
  const machine = { platform: platform(), arch: arch(), cores: cpus().length, node: process.version };
  return `${JSON.stringify({ date: new Date().toISOString(), machine, figures }, undefined, 2)}\n`;
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
