import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "..");

/**
 * A document as it is, and as it is with these tables. Each is between two markers: `<!-- name, made by tools/tool -->` and
 * `<!-- end of name -->`.
 */
export function documentWith(
  file: string,
  tool: string,
  tables: Readonly<Record<string, string>>,
): { current: string; wanted: string } {
  const current = readFileSync(join(root, file), "utf8");
  let wanted = current;
  for (const [name, table] of Object.entries(tables)) {
    const [start, end] = [`<!-- ${name}, made by tools/${tool} -->`, `<!-- end of ${name} -->`];
    const [before = "", rest = ""] = wanted.split(start);
    const [, after] = rest.split(end);
    if (after === undefined) throw new Error(`${file} must contain: ${start} … ${end}`);
    wanted = `${before}${start}\n${table}\n${end}${after}`;
  }
  return { current, wanted };
}

export function writeDocument(file: string, content: string): void {
  writeFileSync(join(root, file), content);
}
