import { isObject, type JsonObject } from "../shared/json";
import { fieldsOf } from "./fields";
import { type ConnectionType, isConnectionType } from "./types";
import { isUnknown } from "./unknown";

/** The input with fields that this version of the package does not know. */
export const additionalKey = "additionalProperties";

/** The type of a connection, if this version knows it, or if the program gives the fields of a newer type. */
export function typeOf({ type, [additionalKey]: additional }: JsonObject): ConnectionType | undefined {
  if (isConnectionType(type)) return type;
  const isNewer = typeof type === "string" && type !== "" && !isUnknown(type) && additional !== undefined;
  return isNewer ? (type as ConnectionType) : undefined;
}

/** A request body with the additional fields, also those inside objects. */
export function withAdditional(body: JsonObject, additional: unknown): JsonObject {
  if (!isObject(additional)) return body;
  const merged = Object.entries(additional).map(([key, value]) => {
    const own = body[key];
    return [key, isObject(own) && isObject(value) ? withAdditional(own, value) : value] as const;
  });
  return { ...body, ...Object.fromEntries(merged) };
}

/** The additional fields as Atlas shows them. One that it does not show may be write-only, so it stays. */
export function additionalShown(additional: unknown, response: JsonObject): unknown {
  if (!isObject(additional)) return additional;
  const shown = Object.entries(additional).map(([key, value]) => {
    const theirs = response[key];
    const isInside = isObject(value) && isObject(theirs);
    return [key, isInside ? additionalShown(value, theirs) : (theirs ?? value)] as const;
  });
  return Object.fromEntries(shown);
}

/** The paths of additional fields that this version does know. They have rules, and may be secrets. */
export function knownAmong(additional: unknown, type: ConnectionType): string[][] {
  const fields = fieldsOf(type).filter(({ path }) => path[0] !== additionalKey);
  const isKnown = (path: readonly string[]) =>
    path.join() === "name" ||
    fields.some((field) => field.kind !== "object" && field.path.join("\0") === path.join("\0"));
  const search = (value: unknown, path: readonly string[]): string[][] => {
    if (path.length > 0 && isKnown(path)) return [[...path]];
    if (!isObject(value)) return [];
    return Object.entries(value).flatMap(([key, child]) => search(child, [...path, key]));
  };
  return search(additional, []);
}
