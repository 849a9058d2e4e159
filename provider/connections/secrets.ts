import { isObject, type JsonObject } from "../shared/json";
import type { Recorded } from "./recorded";
import { type SecretField, secretFieldsOf } from "./secretPaths";
import { isUnknown } from "./unknown";

/**
 * Pulumi's wire form of a secret, which a hook may return at any depth.
 * Source: `runtime/rpc.ts` of @pulumi/pulumi (`specialSigKey`, `specialSecretSig`), part of the wire protocol.
 */
const secretSignature = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" } as const;

const marked = (value: unknown) => ({ ...secretSignature, value });

/** Replaces the secrets of a field in a value. */
function mapSecrets(
  value: unknown,
  { path, when }: SecretField,
  map: (leaf: unknown) => unknown,
  at = "",
): unknown {
  const [key, ...rest] = path;
  if (key === undefined) {
    const isNothing = value === undefined || value === null || isUnknown(value);
    return isNothing || when?.(value, at) === false ? value : map(value);
  }
  if (!isObject(value)) return value;
  const keys = key === "*" ? Object.keys(value) : Object.hasOwn(value, key) ? [key] : [];
  if (keys.length === 0) return value;
  const below = (name: string) => mapSecrets(value[name], { path: rest, when }, map, name);
  return { ...value, ...Object.fromEntries(keys.map((name) => [name, below(name)])) };
}

/** A copy in which every secret field is marked for Pulumi's engine as a secret. Only for results of hooks. */
export function markSecrets(properties: JsonObject): JsonObject {
  const result = secretFieldsOf(properties.type).reduce<unknown>(
    (result, field) => mapSecrets(result, field, marked),
    properties,
  );
  return result as JsonObject;
}

/** A copy in which every secret in what Atlas showed is marked as a secret. */
export function markRecorded(type: unknown, recorded: Recorded): JsonObject {
  const fields = secretFieldsOf(type);
  const entries = Object.entries(recorded).map(([path, entry]) => {
    if (!("value" in entry)) return [path, entry] as const;
    const keys = path.split(".");
    const inside = fields.filter(({ path }) => keys.every((key, i) => path[i] === key || path[i] === "*"));
    const value = inside.reduce<unknown>(
      (result, field) =>
        mapSecrets(result, { ...field, path: field.path.slice(keys.length) }, marked, keys.at(-1)),
      entry.value,
    );
    return [path, { value }] as const;
  });
  return Object.fromEntries(entries);
}

/** True when Atlas returns a secret among these properties. */
export function hasSecretWhen(properties: JsonObject): boolean {
  let found = false;
  for (const field of secretFieldsOf(properties.type).filter(({ when }) => when))
    mapSecrets(properties, field, () => {
      found = true;
    });
  return found;
}
