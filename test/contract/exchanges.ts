import { createReadStream, existsSync } from "node:fs";
import { createInterface } from "node:readline";
import type { Exchange } from "../../atlas-local";
import { ContractValidator } from "./validator";

/** What came of checking many exchanges. */
export interface ContractReport {
  checked: number;
  /** Each problem once, with how often it came up and the name of no value. */
  problems: Map<string, number>;
}

/**
 * Checks every line that local Atlases have appended to a `recordFile` against the official document. The file may be
 * missing: then nothing was recorded. Call it only where `hasContract` is true.
 */
export async function checkRecordFile(path: string): Promise<ContractReport> {
  const report: ContractReport = { checked: 0, problems: new Map() };
  if (!existsSync(path)) return report;
  const validator = new ContractValidator();
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
export function assertKept({ checked, problems }: ContractReport): void {
  if (problems.size === 0) return;
  const lines = [...problems].map(
    ([problem, count]) => `  ${problem}${count > 1 ? ` (${count} times)` : ""}`,
  );
  throw new Error(`Of ${checked} exchanges, some do not keep to the official document:\n${lines.join("\n")}`);
}
