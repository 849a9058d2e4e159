import { readFileSync } from "node:fs";
import { join } from "node:path";
import { commonTraits } from "../provider/connections/common";
import { type Field, fieldsOf, isAtOrBelow, isImmutable } from "../provider/connections/fields";
import { type ConnectionType, connectionTypes, isConnectionType } from "../provider/connections/types";
import { propertyAt } from "./fields/comments";
import { documentWith, writeDocument } from "./tables";

const types = Object.keys(connectionTypes).filter(isConnectionType);
const isCommon = ({ path: [key = ""] }: Field) => key in commonTraits;
const isItem = ({ path }: Field) => path.at(-1) === "*";

/** The README's table of types, generated from the definitions. `npm run docs:fields` writes it. */
export function typeTable(): string {
  const rows = types.map((type) => {
    const fields = fieldsOf(type);
    const required = fields
      .filter((field) => !isCommon(field) && field.kind !== "object" && isRequired(field, fields))
      .map(({ path }) => `\`${path.join(".")}\``);
    return `| [\`${type}\`](docs/fields.md#${type.toLowerCase()}) | ${subject(type)} | ${required.join(", ")} |`;
  });
  return ["| `type` | connects to | required fields |", "| --- | --- | --- |", ...rows].join("\n");
}

/** What a type connects to, from the doc comment of its field `type`. */
function subject(type: ConnectionType): string {
  const [first = ""] = propertyAt(`${type}Args`, ["type"]).comment.split(/\.(?: |$)/);
  return first;
}

/** docs/fields.md: every field of every type, with its doc comment. */
export function fieldPage(): string {
  const sections = types.map((type) => {
    const own = fieldsOf(type).filter((field) => !isCommon(field));
    const content =
      own.length > 0 ? tableOf(type, own) : "No fields of its own: `connectionName` chooses the sample.";
    return `## ${type}\n\n${subject(type)}.\n\n${content}\n`;
  });
  const order = Object.keys(commonTraits);
  const common = fieldsOf("Sample").filter(isCommon);
  common.sort((one, other) => order.indexOf(one.path[0] ?? "") - order.indexOf(other.path[0] ?? ""));
  const failover = types.filter((type) => connectionTypes[type].canFailOver);
  sections.push(
    `## Failover connections\n\nA [\`StreamConnectionFailover\`](programs.md#failover-connections) has the fields of all types, and those of ${failover.map((type) => `[\`${type}\`](#${type.toLowerCase()})`).join(" or ")}.\nIts \`region\` is required: one of the workspace's failover regions. \`connectionName\` is the name of the connection that it\nstands in for.\n`,
  );
  return [intro(), `## All types\n\n${tableOf("Sample", common, types)}\n`, ...sections].join("\n");
}

const intro = () => `<!-- made by tools/fieldTable.ts -->
# Fields

The arguments of a [\`StreamConnection\`](../README.md): first [those of all types](#all-types), then those of
${types.map((type) => `[\`${type}\`](#${type.toLowerCase()})`).join(",\n")}.
Names, nesting and values are those of Atlas' API. Each field may be an output or a promise, except \`type\` and \`secretsInState\`.

- **required**: "yes", or "in" an object: required if the program gives that object.
- **replaces**: a change replaces the connection, because Atlas cannot change it in place.
- **secret**: masked in previews and encrypted in the state, even if the program passes plain text. Of a map, the values are secret,
  not the keys. **partly secret**: only some values are; the description says which.
- **write-only**: Atlas never returns it. A refresh cannot detect its drift, and its removal replaces the connection.
`;

function tableOf(
  type: ConnectionType,
  fields: readonly Field[],
  allowedTypes: readonly string[] = [type],
): string {
  const rows = fields
    .filter((field) => !isItem(field))
    .map((field) => {
      const { comment, type: declared } = propertyAt(`${type}Args`, field.path);
      const isType = field.path.length === 1 && field.path[0] === "type";
      const values = (isType ? allowedTypes : (field.allowed ?? [])).map((value) => `\`${value}\``).join(" ");
      const kind = field.kind === "value" ? (declared === "boolean" ? "boolean" : "text") : field.kind;
      const meaning = isType
        ? "Which system the connection leads to. It decides which other fields there are."
        : meaningOf(comment);
      const cells = [
        `\`${field.path.join(".")}\``,
        values || kind,
        requirement(field, fields),
        notes(field, fields),
        meaning,
      ];
      return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
    });
  return [
    "| field | value | required | notes | description |",
    "| --- | --- | --- | --- | --- |",
    ...rows,
  ].join("\n");
}

/** The doc comment without what other columns say. */
function meaningOf(comment: string): string {
  return comment
    .replaceAll(
      / ?(?:A change replaces the connection|A secret; Atlas never returns it|Removing it replaces the connection)\./g,
      "",
    )
    .trim();
}

const ancestorsOf = ({ path }: Field, fields: readonly Field[]) =>
  fields.filter((other) => isAtOrBelow(path, other.path));

const isRequired = (field: Field, fields: readonly Field[]) =>
  ancestorsOf(field, fields).every(({ required }) => required);

function requirement(field: Field, fields: readonly Field[]): string {
  if (!field.required) return "";
  const optional = ancestorsOf(field, fields).findLast(({ required }) => !required);
  return optional ? `in \`${optional.path.join(".")}\`` : "yes";
}

function notes(field: Field, fields: readonly Field[]): string {
  const inside = fields.filter((other) => isAtOrBelow(other.path, field.path));
  const isSecret = field.kind !== "object" && inside.some(({ traits }) => traits.secret);
  const isPartlySecret = field.kind !== "object" && inside.some(({ traits }) => traits.secretWhen);
  return [
    ...(isSecret ? ["secret"] : isPartlySecret ? ["partly secret"] : []),
    ...(field.traits.writeOnly ? ["write-only"] : []),
    ...(isImmutable(fields, field.path) ? ["replaces"] : []),
  ].join(", ");
}

const page = "docs/fields.md";

/** The current README, and the README with the current table. */
export const readmeWithTypes = () => documentWith("README.md", "fieldTable.ts", { types: typeTable() });

/** docs/fields.md: its current content, and the content that the definitions make. */
export const fieldPages = () => ({
  current: readFileSync(join(__dirname, "..", page), "utf8"),
  wanted: fieldPage(),
});

if (require.main === module) {
  writeDocument("README.md", readmeWithTypes().wanted);
  writeDocument(page, fieldPage());
}
