import { isObject, type JsonObject } from "../shared/json";
import { type Field, fieldsOf } from "./fields";
import { isConnectionType } from "./types";
import { unknownValue } from "./unknown";
import { validate } from "./validate";

/**
 * Fills in Pulumi's unknown value for every secret that the inputs lack although validation requires it, such as a
 * password that Atlas never returns.
 *
 * @param isAsked chooses among the fields.
 */
export function withMissingSecrets(
  inputs: JsonObject,
  isAsked: (field: Field) => boolean = () => true,
): { inputs: JsonObject; missing: Field[] } {
  const { type } = inputs;
  const fields = isConnectionType(type) ? fieldsOf(type) : [];
  const missing: Field[] = [];
  let filled = inputs;
  for (const field of fields.filter(({ traits }) => traits.secret || traits.secretWhen)) {
    // A map has no required keys.
    if (field.path.includes("*") || !isAsked(field)) continue;
    const candidate = withValue(filled, field.path, unknownValue);
    if (validate(candidate).length >= validate(filled).length) continue;
    filled = candidate;
    missing.push(field);
  }
  return { inputs: filled, missing };
}

/** A copy with another value at a path, through objects and lists. */
export function withValue(
  object: JsonObject,
  [key = "", ...rest]: readonly string[],
  value: unknown,
): JsonObject {
  const child = object[key];
  if (Array.isArray(child) && rest.length > 0)
    return { ...object, [key]: child.with(Number(rest[0]), value) };
  const changed = rest.length === 0 ? value : withValue(isObject(child) ? child : {}, rest, value);
  return { ...object, [key]: changed };
}
