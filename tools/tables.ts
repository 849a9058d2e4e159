import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "..");

/** A document as it is, and as it is with this table between the two markers. */
export function documentWith(
  file: string,
  table: string,
  [start, end]: readonly [string, string],
): { current: string; wanted: string } {
  const current = readFileSync(join(root, file), "utf8");
  const [before = "", rest = ""] = current.split(start);
  const [, after = ""] = rest.split(end);
  return { current, wanted: `${before}${start}\n${table}\n${end}${after}` };
}

export function writeDocument(file: string, content: string): void {
  writeFileSync(join(root, file), content);
}
