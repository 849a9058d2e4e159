import { isObject, type JsonObject } from "../shared/json";
import { type SecretField, secretFieldsOf } from "./secretPaths";
import { isUnknown } from "./unknown";

/**
 * Pulumi's wire form of a secret, which a hook may return at any depth.
 * Source: `runtime/rpc.ts` of @pulumi/pulumi (`specialSigKey`, `specialSecretSig`), part of the wire protocol.
 */
const secretSignature = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" } as const;

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
  const marked = secretFieldsOf(properties.type).reduce<unknown>(
    (result, field) => mapSecrets(result, field, (value) => ({ ...secretSignature, value })),
    properties,
  );
  return marked as JsonObject;
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
