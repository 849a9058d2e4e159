import { createReadStream, existsSync } from "node:fs";
import { createInterface } from "node:readline";
import type { Exchange } from "../../atlas-local";
import { ContractValidator } from "./validator";

let validator: ContractValidator | undefined;

/** The result of checking exchanges. */
export interface ContractReport {
  checked: number;
  /** Each problem once, with its number of occurrences and without values. */
  problems: Map<string, number>;
}

/**
 * Checks every line in the `recordFile` of local Atlases against the official document. The file does not exist if
 * nothing was recorded. Requires `hasContract`.
 */
export async function checkRecordFile(path: string): Promise<ContractReport> {
  const report: ContractReport = { checked: 0, problems: new Map() };
  if (!existsSync(path)) return report;
  validator ??= new ContractValidator();
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    if (line === "") continue;
    const exchange: Exchange = JSON.parse(line);
    report.checked += 1;
    for (const problem of validator.check(exchange))
      report.problems.set(problem, (report.problems.get(problem) ?? 0) + 1);
  }
  return report;
}

/** @throws Error that lists every problem. */
export function assertValid({ checked, problems }: ContractReport): void {
  if (problems.size === 0) return;
  const lines = [...problems].map(
    ([problem, count]) => `  ${problem}${count > 1 ? ` (${count} times)` : ""}`,
  );
  throw new Error(`Some of ${checked} exchanges do not match the official document:\n${lines.join("\n")}`);
}
