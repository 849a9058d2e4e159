import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { commonTraits } from "../provider/connections/common";
import { type Field, fieldsOf } from "../provider/connections/fields";
import { connectionTypes, isConnectionType } from "../provider/connections/types";

/** The README's table of types and fields, generated from the schemas. `npm run docs:fields` writes it. */
export function fieldTable(): string {
  const rows = Object.keys(connectionTypes)
    .filter(isConnectionType)
    .map((type) => {
      const fields = fieldsOf(type);
      const own = fields.filter(({ path: [key = ""], kind }) => !(key in commonTraits) && kind !== "object");
      const described = own
        .filter(({ path }) => path.at(-1) !== "*")
        .map((field) => describeField(field, fields));
      return `| \`${type}\` | ${described.join("<br>") || "none: `connectionName` chooses the sample"} |`;
    });
  return ["| `type` | fields |", "| --- | --- |", ...rows].join("\n");
}

function describeField(field: Field, fields: readonly Field[]): string {
  const { path, allowed, kind } = field;
  const isOn = (other: Field, on: readonly string[]) => other.path.every((key, depth) => on[depth] === key);
  // A field of an optional object is not required.
  const required = fields.filter((other) => isOn(other, path)).every((ancestor) => ancestor.required);
  const secret = fields.some((other) => isOn(field, other.path) && other.traits.secret);
  const notes = [
    ...(required ? ["required"] : []),
    ...(secret ? ["secret"] : []),
    ...(kind === "value" ? [] : [kind]),
    ...(allowed ? [allowed.map((value) => `\`${value}\``).join(" ")] : []),
  ];
  return `\`${path.join(".")}\`${notes.length > 0 ? ` (${notes.join(", ")})` : ""}`;
}

const markers = ["<!-- fields, made by tools/fieldTable.ts -->", "<!-- end of fields -->"] as const;
const readmePath = join(__dirname, "..", "README.md");

/** The current README, and the README with the current table. */
export function readmeWithTable(): { current: string; wanted: string } {
  const current = readFileSync(readmePath, "utf8");
  const [before = "", rest = ""] = current.split(markers[0]);
  const [, after = ""] = rest.split(markers[1]);
  return { current, wanted: `${before}${markers[0]}\n${fieldTable()}\n${markers[1]}${after}` };
}

if (require.main === module) writeFileSync(readmePath, readmeWithTable().wanted);
