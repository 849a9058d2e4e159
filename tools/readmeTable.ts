import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const path = join(__dirname, "..", "README.md");

/** The README as it is, and as it is with this table between the two markers. */
export function readmeWith(
  table: string,
  [start, end]: readonly [string, string],
): { current: string; wanted: string } {
  const current = readFileSync(path, "utf8");
  const [before = "", rest = ""] = current.split(start);
  const [, after = ""] = rest.split(end);
  return { current, wanted: `${before}${start}\n${table}\n${end}${after}` };
}

export function writeReadme(content: string): void {
  writeFileSync(path, content);
}
