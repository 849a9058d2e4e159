import { commonTraits } from "../provider/connections/common";
import { type Field, fieldsOf, isAtOrBelow } from "../provider/connections/fields";
import { connectionTypes, isConnectionType } from "../provider/connections/types";
import { readmeWith, writeReadme } from "./readmeTable";

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
  // A field of an optional object is not required.
  const required = fields
    .filter((other) => isAtOrBelow(path, other.path))
    .every((ancestor) => ancestor.required);
  const secret = fields.some((other) => isAtOrBelow(other.path, path) && other.traits.secret);
  const notes = [
    ...(required ? ["required"] : []),
    ...(secret ? ["secret"] : []),
    ...(kind === "value" ? [] : [kind]),
    ...(allowed ? [allowed.map((value) => `\`${value}\``).join(" ")] : []),
  ];
  return `\`${path.join(".")}\`${notes.length > 0 ? ` (${notes.join(", ")})` : ""}`;
}

const markers = ["<!-- fields, made by tools/fieldTable.ts -->", "<!-- end of fields -->"] as const;

/** The current README, and the README with the current table. */
export const readmeWithTable = () => readmeWith(fieldTable(), markers);

if (require.main === module) writeReadme(readmeWithTable().wanted);
