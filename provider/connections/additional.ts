import { isObject, type JsonObject } from "../shared/json";
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

/**
 * The additional fields as Atlas shows them.
 *
 * @param keepHidden whether one that Atlas does not show stays, because it may be write-only.
 */
export function additionalShown(additional: unknown, response: JsonObject, keepHidden: boolean): unknown {
  if (!isObject(additional)) return additional;
  const shown = Object.entries(additional).map(([key, value]) => {
    const theirs = response[key];
    const isInside = isObject(value) && isObject(theirs);
    const hidden = keepHidden ? value : undefined;
    return [key, isInside ? additionalShown(value, theirs, keepHidden) : (theirs ?? hidden)] as const;
  });
  return Object.fromEntries(shown);
}
