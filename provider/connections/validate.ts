import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { type JsonObject, valueAt } from "../shared/json";
import { fieldsOf } from "./fields";
import { commonFields, schemaOf } from "./schema";
import { type ConnectionType, connectionTypes, isConnectionType } from "./types";
import { isUnknown } from "./unknown";
import { nearest, unknownFieldMessage, unknownKeyMessage } from "./unknownKeys";

/** The fields that every type has, for a program whose `type` is wrong or not known yet. */
const commonSchema = z.looseObject(commonFields);

/**
 * Validates a connection's inputs without asking Atlas.
 *
 * @param inputs without `undefined` and `null`. Unknown values pass at any depth.
 * @returns every failure as `path: what is wrong and what is allowed`, never with a value; empty for valid inputs.
 */
export function validate(inputs: JsonObject): string[] {
  const { type } = inputs;
  if (isConnectionType(type)) return [...failures(schemaOf(type), inputs, type), ...hiddenKeys(inputs, type)];
  const common = failures(commonSchema, inputs);
  return isUnknown(type) ? common : [typeMessage(type), ...common];
}

function typeMessage(type: unknown): string {
  const known = Object.keys(connectionTypes);
  const meant = typeof type === "string" ? nearest(type, known) : undefined;
  const problem = type === undefined ? "is required" : "is not a type of connection";
  return `type: ${problem}; it must be one of ${known.join(", ")}${meant ? ` (did you mean ${meant}?)` : ""}`;
}

function failures(schema: z.ZodType, inputs: JsonObject, type?: ConnectionType): string[] {
  const issues = schema.safeParse(inputs).error?.issues ?? [];
  const messages = issues
    .filter((issue) => !isBehindUnknown(inputs, issue.path) && !isLengthOfWrongType(issue, issues))
    .flatMap((issue) => messagesOf(issue, inputs, type));
  return [...new Set(messages)];
}

/** Reports `__proto__` in maps: zod does not check this key, and an assignment would silently lose it before Atlas gets it. */
function hiddenKeys(inputs: JsonObject, type: ConnectionType): string[] {
  const key = "__proto__";
  const maps = fieldsOf(type).filter(({ kind }) => kind === "map");
  return maps
    .map(({ path }) => [...path, key])
    .filter((path) => valueAt(inputs, path) !== undefined)
    .map((path) => `${formatPath(path)}: is a name that no entry can have`);
}

/** True where the value, or an object around it, is not known yet. */
function isBehindUnknown(inputs: JsonObject, path: readonly PropertyKey[]): boolean {
  return path.some((_, depth) => isUnknown(valueAt(inputs, path.slice(0, depth + 1))));
}

/** zod also reports the length of a text that should be a list, because a text has a length too. */
function isLengthOfWrongType({ code, path }: z.core.$ZodIssue, issues: readonly z.core.$ZodIssue[]): boolean {
  if (code !== "too_small" && code !== "too_big") return false;
  return issues.some((other) => other.code === "invalid_type" && isDeepStrictEqual(other.path, path));
}

function messagesOf(issue: z.core.$ZodIssue, inputs: JsonObject, type?: ConnectionType): string[] {
  const at = (name?: PropertyKey) => formatPath(name === undefined ? issue.path : [...issue.path, name]);
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => {
        if (issue.path.length === 0 && type) return `${at(key)}: ${unknownFieldMessage(key, type)}`;
        const known = keysAt(issue.path, type);
        // A union's other option has the key.
        if (known.includes(key)) return `${at(key)}: does not go with this ${at("type")}`;
        return `${at(key)}: ${unknownKeyMessage(key, known)}`;
      });
    case "invalid_type":
      return [
        `${at()}: ${isPresent(inputs, issue.path) ? `must be ${article(issue.expected)}` : "is required"}`,
      ];
    case "invalid_value":
      return [
        `${at()}: ${isPresent(inputs, issue.path) ? "must be" : "is required:"} ${oneOf(issue.values)}`,
      ];
    case "invalid_union": {
      // zod does not name the options of a discriminated union; the schema does.
      const allowed =
        type && fieldsOf(type).find(({ path }) => path.join(".") === formatPath(issue.path))?.allowed;
      return [
        `${at()}: ${isPresent(inputs, issue.path) ? "must be" : "is required:"} ${oneOf(allowed ?? [])}`,
      ];
    }
    default:
      // All other issues come from checks in our schemas, which bring their own message.
      return [`${at()}: ${issue.message}`];
  }
}

function isPresent(inputs: JsonObject, path: readonly PropertyKey[]): boolean {
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

/** The keys that are allowed at a path. Without a type, only the fields of all types are checked; Sample has just these. */
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
