import { isObject, setKey } from "../json";
import type { Json, JsonObject } from "../types";
import { type Fields, fieldsByType } from "./fields";

/** Separates write-only fields from the others. `secrets` has their values by path, such as `authentication.password`. */
export function splitSecrets(
  type: string,
  fields: JsonObject,
): { visible: JsonObject; secrets: Record<string, string> } {
  const secrets: Record<string, string> = {};
  const visible = split(fields, fieldsByType[type] ?? {}, "", secrets);
  return { visible, secrets };
}

function split(
  object: JsonObject,
  fields: Fields,
  prefix: string,
  secrets: Record<string, string>,
): JsonObject {
  const visible: JsonObject = {};
  for (const [key, value] of Object.entries(object)) {
    const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (field?.kind === "string" && field.writeOnly) {
      if (typeof value === "string") secrets[prefix + key] = value;
    } else if (field?.kind === "object" && isObject(value)) {
      setKey(visible, key, split(value, field.fields, `${prefix}${key}.`, secrets));
    } else {
      setKey(visible, key, value as Json);
    }
  }
  return visible;
}
