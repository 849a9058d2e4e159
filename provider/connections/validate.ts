import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { inputNames, inputValues } from "../messages/input";
import { isObject, type JsonObject, valueAt } from "../shared/json";
import { additionalKey, typeOf } from "./additional";
import type { Kind } from "./address";
import { fieldsOf, isAtOrBelow } from "./fields";
import { commonShape, schemaOf } from "./schema";
import { type ConnectionType, connectionTypes, definitionOf, isConnectionType } from "./types";
import { isUnknown, isUnknownAt } from "./unknown";
import { nearest, unknownFieldMessage, unknownKeyMessage } from "./unknownKeys";

/** The fields that every type has, for a program whose `type` is wrong or not known yet. */
const commonSchema = z.looseObject(commonShape);

/** What is wrong with inputs, and what is only unusual. Each text is `path: message`, never with a value. */
export interface Findings {
  readonly failures: readonly string[];
  /** Values and a type that this version does not know, but Atlas may. */
  readonly warnings: readonly string[];
}

/**
 * Validates a connection's inputs without asking Atlas.
 *
 * @param inputs without `undefined` and `null`. Unknown values pass at any depth.
 * @param kind of the resource: a failover connection also needs a region, and only some types have one.
 */
export function inspect(inputs: JsonObject, kind: Kind = "connection"): Findings {
  const type = typeOf(inputs);
  if (!type) {
    const common = findings(commonSchema, inputs);
    const own = isUnknown(inputs.type) ? [] : [typeMessage(inputs.type)];
    return { ...common, failures: [...own, ...common.failures] };
  }
  const { failures, warnings } = findings(schemaOf(type), inputs, type);
  const own = [
    ...(kind === "failover" ? failoverProblems(inputs, type) : []),
    ...failures,
    ...reservedKeys(inputs, type),
    ...knownAmong(inputs[additionalKey], type).map(
      (path) =>
        `${formatPath([additionalKey, ...path])}: ${inputNames.knownField.text(formatPath(path).replace(/^name$/, "connectionName"))}`,
    ),
  ];
  return {
    failures: own,
    warnings: isConnectionType(type) ? warnings : [inputNames.newerType.text, ...warnings],
  };
}

/** The failures that `inspect` finds. */
export function validate(inputs: JsonObject, kind: Kind = "connection"): readonly string[] {
  return inspect(inputs, kind).failures;
}

function typeMessage(type: unknown): string {
  const { missing, unknown, misspelled } = inputNames.type.text;
  const types = Object.keys(connectionTypes).join(", ");
  if (type === undefined) return missing(types);
  const meant = typeof type === "string" ? nearest(type, Object.keys(connectionTypes)) : undefined;
  return meant ? misspelled(types, meant) : unknown(types);
}

/** The rules of failover connections beyond those of connections. */
function failoverProblems(inputs: JsonObject, type: ConnectionType): string[] {
  const types = Object.values(connectionTypes).filter(({ canFailOver }) => canFailOver);
  const { type: typeProblem, region } = inputNames.failover.text;
  return [
    // Atlas may have failover connections of a newer type.
    ...(!isConnectionType(type) || definitionOf(type).canFailOver
      ? []
      : [typeProblem(types.map(({ type }) => type).join(" or "))]),
    ...(inputs.region === undefined ? [region] : []),
  ];
}

function findings(schema: z.ZodType, inputs: JsonObject, type?: ConnectionType): Findings {
  const issues = (schema.safeParse(inputs).error?.issues ?? []).filter(
    (issue, _, all) => !isUnknownAt(inputs, issue.path) && !isLengthOfWrongType(issue, all),
  );
  const messages = (isWarning: boolean) =>
    new Set(
      issues
        .filter((issue) => isUnknownName(issue, inputs) === isWarning)
        .flatMap((issue) =>
          isWarning ? [unknownNameMessage(issue, inputs, type)] : messagesOf(issue, inputs, type),
        ),
    );
  return { failures: [...messages(false)], warnings: [...messages(true)] };
}

/** A text that an enumeration does not have: Atlas may have it, because new versions of the API add values. */
function isUnknownName({ code, path }: z.core.$ZodIssue, inputs: JsonObject): boolean {
  if (code !== "invalid_value" && code !== "invalid_union") return false;
  const value = valueAt(inputs, path);
  return typeof value === "string" && value !== "";
}

function unknownNameMessage({ path }: z.core.$ZodIssue, inputs: JsonObject, type?: ConnectionType): string {
  const at = formatPath(path);
  const allowed = allowedAt(at, type).map(String);
  const { other, misspelled } = inputValues.unknownName.text;
  const meant = nearest(String(valueAt(inputs, path)), allowed);
  return `${at}: ${meant ? misspelled(allowed.join(", "), meant) : other(allowed.join(", "))}`;
}

/**
 * The paths of additional fields that this version does know. They have rules, and may be secrets. An object may have
 * more fields than this version knows, but any other value in its place would replace all of them.
 */
function knownAmong(additional: unknown, type: ConnectionType): string[][] {
  const fields = fieldsOf(type).filter(({ path }) => path[0] !== additionalKey);
  const isKnown = (path: readonly string[], value: unknown) => {
    if (path.join() === "name") return true;
    const field = fields.find((field) => field.path.join("\0") === path.join("\0"));
    return field !== undefined && (field.kind !== "object" || !(isObject(value) || isUnknown(value)));
  };
  const search = (value: unknown, path: readonly string[]): string[][] => {
    if (path.length > 0 && isKnown(path, value)) return [[...path]];
    if (!isObject(value)) return [];
    return Object.entries(value).flatMap(([key, child]) => search(child, [...path, key]));
  };
  return search(additional, []);
}

/** Reports `__proto__` in maps: zod does not check this key, and an assignment would lose it. */
function reservedKeys(inputs: JsonObject, type: ConnectionType): string[] {
  const key = "__proto__";
  const maps = fieldsOf(type).filter(({ kind }) => kind === "map");
  return maps
    .map(({ path }) => [...path, key])
    .filter((path) => valueAt(inputs, path) !== undefined)
    .map((path) => `${formatPath(path)}: ${inputNames.reservedKey.text}`);
}

/** zod also reports the length of a text that should be a list, because a text has a length too. */
function isLengthOfWrongType({ code, path }: z.core.$ZodIssue, issues: readonly z.core.$ZodIssue[]): boolean {
  if (code !== "too_small" && code !== "too_big") return false;
  return issues.some((other) => other.code === "invalid_type" && isDeepStrictEqual(other.path, path));
}

function messagesOf(issue: z.core.$ZodIssue, inputs: JsonObject, type?: ConnectionType): string[] {
  const at = formatPath(issue.path);
  const isPresent = valueAt(inputs, issue.path) !== undefined;
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => {
        const path = formatPath([...issue.path, key]);
        return `${path}: ${unrecognizedKeyMessage(key, issue.path, type)}`;
      });
    case "invalid_type":
      return [`${at}: ${isPresent ? kindMessage(issue.expected) : inputValues.required.text}`];
    case "invalid_value":
      return [`${at}: ${allowedMessage(isPresent, issue.values)}`];
    case "invalid_union":
      // zod does not name the options of a discriminated union; the schema does.
      return [`${at}: ${allowedMessage(isPresent, allowedAt(at, type))}`];
    default:
      // All other issues come from checks in our schemas, which bring their own message.
      return [`${at}: ${issue.message}`];
  }
}

function unrecognizedKeyMessage(key: string, path: readonly PropertyKey[], type?: ConnectionType): string {
  if (path.length === 0 && type) return unknownFieldMessage(key, type);
  const known = keysAt(path, type);
  // Another option of a union has the key.
  return known.includes(key)
    ? inputNames.otherForm.text(formatPath([...path, "type"]))
    : unknownKeyMessage(key, known);
}

function kindMessage(expected: string): string {
  const { value, list, object } = inputValues.kind.text;
  if (expected === "array") return list;
  return expected === "object" || expected === "record" ? object : value(expected);
}

function allowedMessage(isPresent: boolean, values: readonly unknown[]): string {
  const { missing, missingOneOf, wrong, wrongOneOf } = inputValues.enumeration.text;
  const [one, several] = isPresent ? [wrong, wrongOneOf] : [missing, missingOneOf];
  return (values.length === 1 ? one : several)(values.join(", "));
}

function allowedAt(path: string, type?: ConnectionType): readonly unknown[] {
  return (type && fieldsOf(type).find((field) => field.path.join(".") === path)?.allowed) ?? [];
}

/** The keys that are allowed at a path. Without a type, only the fields of all types are checked; Sample has just these. */
function keysAt(path: readonly PropertyKey[], type: ConnectionType = "Sample"): string[] {
  const prefix = path.map(String);
  const fields = fieldsOf(type);
  const inside = fields.filter((field) => isAtOrBelow(field.path, prefix));
  return [...new Set(inside.flatMap((field) => field.path[prefix.length] ?? []))];
}

/** `a.b` for a field, `list[0]` for an element, `map["a key"]` where a key would not read as part of a path. */
export function formatPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === "number") return `${text}[${key}]`;
    const name = String(key);
    if (!/^[\w$-]+$/.test(name)) return `${text}[${JSON.stringify(name)}]`;
    return text === "" ? name : `${text}.${name}`;
  }, "");
}
