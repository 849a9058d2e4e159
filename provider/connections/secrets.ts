import { isObject, type JsonObject } from "../shared/json";
import type { Recorded } from "./recorded";
import { type SecretPath, secretPathsOf } from "./secretPaths";
import { isUnknown } from "./unknown";

/**
 * Pulumi's wire form of a secret, which a hook may return at any depth.
 * Source: `runtime/rpc.ts` of @pulumi/pulumi (`specialSigKey`, `specialSecretSig`), part of the wire protocol.
 */
const secretSignature = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" } as const;

function mapAt(value: unknown, path: SecretPath, map: (leaf: unknown) => unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined)
    return value === undefined || value === null || isUnknown(value) ? value : map(value);
  if (!isObject(value)) return value;
  const keys = key === "*" ? Object.keys(value) : Object.hasOwn(value, key) ? [key] : [];
  if (keys.length === 0) return value;
  const changed = keys.map((name) => [name, mapAt(value[name], rest, map)] as const);
  return { ...value, ...Object.fromEntries(changed) };
}

/** A copy in which every secret field is marked for Pulumi's engine as a secret. Only for results of hooks. */
export function markSecrets(properties: JsonObject): JsonObject {
  const marked = secretPathsOf(properties.type).reduce<unknown>(
    (result, path) => mapAt(result, path, (value) => ({ ...secretSignature, value })),
    properties,
  );
  return marked as JsonObject;
}

/** A copy in which the value of each field that is a secret, or holds one, is marked as a secret. */
export function markRecorded(type: unknown, recorded: Recorded): JsonObject {
  const secretPaths = secretPathsOf(type).map((path) => path.join("."));
  const isSecret = (path: string) => secretPaths.some((secret) => `${secret}.`.startsWith(`${path}.`));
  const entries = Object.entries(recorded).map(([path, entry]) => {
    const marked = "value" in entry && isSecret(path);
    return [path, marked ? { value: { ...secretSignature, value: entry.value } } : entry] as const;
  });
  return Object.fromEntries(entries);
}

/** The texts at the secret fields, for redaction. */
export function secretsIn(properties: unknown): string[] {
  const found: string[] = [];
  for (const path of isObject(properties) ? secretPathsOf(properties.type) : []) {
    mapAt(properties, path, (value) => {
      if (typeof value === "string") found.push(value);
      return value;
    });
  }
  return found;
}
