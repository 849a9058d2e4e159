import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { type JsonObject, valueAt } from "../shared/json";
import { commonFields } from "./common";
import { fieldsOf } from "./fields";
import { type ConnectionType, connectionTypes, isConnectionType, schemaOf } from "./index";
import { isUnknown } from "./unknown";
import { explainUnknownField, explainUnknownKey, nearest } from "./unknownKeys";

/** The fields that every type has, for a program whose `type` is wrong or not known yet. */
const commonSchema = z.looseObject(commonFields);

/**
 * Checks a connection's inputs offline.
 *
 * @param inputs without `undefined` and `null`; unknown values may stand at any depth and pass.
 * @returns every failure, each as `path: what is wrong and what is allowed`, never with a value; empty when all is well.
 */
export function validate(inputs: JsonObject): string[] {
  const { type } = inputs;
  if (isConnectionType(type)) return [...failures(schemaOf(type), inputs, type), ...hiddenKeys(inputs, type)];
  const common = failures(commonSchema, inputs);
  return isUnknown(type) ? common : [explainType(type), ...common];
}

function explainType(type: unknown): string {
  const known = Object.keys(connectionTypes);
  const meant = typeof type === "string" ? nearest(type, known) : undefined;
  const problem = type === undefined ? "is required" : "is not a type of connection";
  return `type: ${problem}; it must be one of ${known.join(", ")}${meant ? ` (did you mean ${meant}?)` : ""}`;
}

function failures(schema: z.ZodType, inputs: JsonObject, type?: ConnectionType): string[] {
  const issues = schema.safeParse(inputs).error?.issues ?? [];
  const messages = issues
    .filter((issue) => !isBehindUnknown(inputs, issue.path) && !isLengthOfWrongType(issue, issues))
    .flatMap((issue) => describe(issue, inputs, type));
  return [...new Set(messages)];
}

/** The one key that zod passes over in maps, and that an assignment on the way to Atlas would lose without a word. */
function hiddenKeys(inputs: JsonObject, type: ConnectionType): string[] {
  const key = "__proto__";
  const maps = fieldsOf(type).filter(({ kind }) => kind === "map");
  return maps
    .map(({ path }) => [...path, key])
    .filter((path) => valueAt(inputs, path) !== undefined)
    .map((path) => `${formatPath(path)}: is a name that no entry can have`);
}

/** True where the value, or what should hold it, is not known yet. */
function isBehindUnknown(inputs: JsonObject, path: readonly PropertyKey[]): boolean {
  return path.some((_, depth) => isUnknown(valueAt(inputs, path.slice(0, depth + 1))));
}

/** zod measures whatever has a length: of a text that should be a list, it also says that it is too long. */
function isLengthOfWrongType({ code, path }: z.core.$ZodIssue, issues: readonly z.core.$ZodIssue[]): boolean {
  if (code !== "too_small" && code !== "too_big") return false;
  return issues.some((other) => other.code === "invalid_type" && isDeepStrictEqual(other.path, path));
}

function describe(issue: z.core.$ZodIssue, inputs: JsonObject, type?: ConnectionType): string[] {
  const at = (name?: PropertyKey) => formatPath(name === undefined ? issue.path : [...issue.path, name]);
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => {
        if (issue.path.length === 0 && type) return `${at(key)}: ${explainUnknownField(key, type)}`;
        const known = keysAt(issue.path, type);
        // A union's other option has the key.
        if (known.includes(key)) return `${at(key)}: does not go with this ${at("type")}`;
        return `${at(key)}: ${explainUnknownKey(key, known)}`;
      });
    case "invalid_type":
      return [`${at()}: ${given(inputs, issue.path) ? `must be ${article(issue.expected)}` : "is required"}`];
    case "invalid_value":
      return [`${at()}: ${given(inputs, issue.path) ? "must be" : "is required:"} ${oneOf(issue.values)}`];
    case "invalid_union": {
      // A discriminated union has no fitting option; which ones there are stands in the schema.
      const allowed =
        type && fieldsOf(type).find(({ path }) => path.join(".") === formatPath(issue.path))?.allowed;
      return [`${at()}: ${given(inputs, issue.path) ? "must be" : "is required:"} ${oneOf(allowed ?? [])}`];
    }
    default:
      // Only our own texts come here: every check in the schemas brings one.
      return [`${at()}: ${issue.message}`];
  }
}

function given(inputs: JsonObject, path: readonly PropertyKey[]): boolean {
  return valueAt(inputs, path) !== undefined;
}

function article(expected: string): string {
  const names: Readonly<Record<string, string>> = {
    array: "a list",
    object: "an object",
    record: "an object",
  };
  return names[expected] ?? `a ${expected}`;
}

function oneOf(values: readonly unknown[]): string {
  return values.length === 1 ? String(values[0]) : `one of ${values.join(", ")}`;
}

/** Without a type only what all types have is checked, and Sample has just that. */
function keysAt(path: readonly PropertyKey[], type: ConnectionType = "Sample"): string[] {
  const prefix = path.map(String);
  const fields = fieldsOf(type);
  const inside = fields.filter((field) => prefix.every((key, depth) => field.path[depth] === key));
  return [...new Set(inside.flatMap((field) => field.path[prefix.length] ?? []))];
}

/** `a.b` for a field, `list[0]` for an element, `map["a key"]` where a key would not read as part of a path. */
function formatPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === "number") return `${text}[${key}]`;
    const name = String(key);
    if (!/^[\w$-]+$/.test(name)) return `${text}[${JSON.stringify(name)}]`;
    return text === "" ? name : `${text}.${name}`;
  }, "");
}
