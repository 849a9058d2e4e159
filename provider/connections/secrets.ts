import { isDeepStrictEqual } from "node:util";
import { isObject, type JsonObject, valueAt } from "../shared/json";
import { additionalKey } from "./additional";
import {
  type Fingerprint,
  fingerprintOf,
  isFingerprint,
  keepsSecretsOut,
  type SecretRules,
} from "./fingerprint";
import type { Recorded } from "./recorded";
import { type SecretField, secretFieldsOf } from "./secretPaths";
import { isUnknown, unknownValue } from "./unknown";

/**
 * Pulumi's wire form of a secret, which a hook may return at any depth.
 * Source: `runtime/rpc.ts` of @pulumi/pulumi (`specialSigKey`, `specialSecretSig`), part of the wire protocol.
 */
const secretSignature = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" } as const;

const marked = (value: unknown) => ({ ...secretSignature, value });

type MapSecret = (secret: unknown, path: readonly string[], field: SecretField) => unknown;

/**
 * Replaces the secrets of a field in a value.
 *
 * @param at the path of the value; it has keys of maps in the place of `*`.
 */
function mapField(value: unknown, field: SecretField, map: MapSecret, at: readonly string[]): unknown {
  const key = field.path[at.length];
  if (key === undefined) {
    if (value === undefined || value === null || isUnknown(value)) return value;
    const isSecret = isFingerprint(value) || field.when?.(value, at.at(-1) ?? "") !== false;
    return isSecret ? map(value, at, field) : value;
  }
  if (!isObject(value)) return value;
  const keys = key === "*" ? Object.keys(value) : Object.hasOwn(value, key) ? [key] : [];
  if (keys.length === 0) return value;
  const children = keys.map((name) => [name, mapField(value[name], field, map, [...at, name])] as const);
  return { ...value, ...Object.fromEntries(children) };
}

/** A copy of a connection's properties in which every secret is replaced. */
export function mapSecrets(properties: JsonObject, type: unknown, map: MapSecret): JsonObject {
  return secretFieldsOf(type).reduce<unknown>(
    (result, field) => mapField(result, field, map, []),
    properties,
  ) as JsonObject;
}

/** A copy of what Atlas showed in which every secret is replaced. */
function mapRecorded(recorded: Recorded, type: unknown, map: MapSecret): Recorded {
  const fields = secretFieldsOf(type);
  const entries = Object.entries(recorded).map(([path, entry]) => {
    if (!("value" in entry)) return [path, entry] as const;
    const keys = path.split(".");
    const inside = fields.filter(({ path }) => keys.every((key, i) => path[i] === key || path[i] === "*"));
    const value = inside.reduce<unknown>((result, field) => mapField(result, field, map, keys), entry.value);
    return [path, { value }] as const;
  });
  return Object.fromEntries(entries);
}

/** The fingerprint of a secret; unknown while the project or a part of the secret is. */
function concealed({ projectId }: SecretRules): MapSecret {
  return (secret, _, { canonical }): Fingerprint | string => {
    if (isFingerprint(secret)) return secret;
    const isPartlyUnknown = Array.isArray(secret) && secret.some(isUnknown);
    if (typeof projectId !== "string" || isUnknown(projectId) || isPartlyUnknown) return unknownValue;
    return fingerprintOf(canonical?.(secret) ?? secret, projectId);
  };
}

/**
 * A copy with fingerprints in the place of secrets, if the rules keep secrets out of the state.
 *
 * @param rules of the connection, for properties that do not hold them, for example a response of Atlas.
 */
export function concealSecrets<T extends JsonObject>(properties: T, rules: SecretRules = properties): T {
  return keepsSecretsOut(rules) ? (mapSecrets(properties, rules.type, concealed(rules)) as T) : properties;
}

/** Like `concealSecrets`, for what Atlas showed. */
export function concealRecorded(recorded: Recorded, rules: SecretRules): Recorded {
  return keepsSecretsOut(rules) ? mapRecorded(recorded, rules.type, concealed(rules)) : recorded;
}

/** What was recorded with `secretsInState: false`, after its removal: the secrets that Atlas still shows instead of fingerprints. */
export function revealRecorded(recorded: Recorded, rules: SecretRules, shown: JsonObject): Recorded {
  if (keepsSecretsOut(rules)) return recorded;
  const entries = Object.entries(recorded).map(([path, entry]) => {
    let hasFingerprint = false;
    mapRecorded({ [path]: entry }, rules.type, (secret) => {
      hasFingerprint ||= isFingerprint(secret);
      return secret;
    });
    if (!hasFingerprint) return [path, entry] as const;
    const now = { value: valueAt(shown, path.split(".")) };
    const { [path]: concealedNow } = concealRecorded({ [path]: now }, { ...rules, secretsInState: false });
    return [path, isDeepStrictEqual(concealedNow, entry) ? now : entry] as const;
  });
  return Object.fromEntries(entries);
}

/** Two sets of inputs, both with fingerprints if one of them has. */
export function comparable(before: JsonObject, after: JsonObject): [before: JsonObject, after: JsonObject] {
  if (!keepsSecretsOut(before) && !keepsSecretsOut(after)) return [before, after];
  const rules = ({ type, projectId }: JsonObject) => ({ type, projectId, secretsInState: false });
  return [concealSecrets(before, rules(before)), concealSecrets(after, rules(after))];
}

/** What Pulumi stores of properties: secrets are marked as such, or concealed. Only for results of hooks. */
export function markSecrets(properties: JsonObject): JsonObject {
  return mapSecrets(concealSecrets(properties), properties.type, marked);
}

/** What Pulumi stores of what Atlas showed. */
export function markRecorded(recorded: Recorded, rules: SecretRules): Recorded {
  const { [additionalKey]: additional, ...others } = mapRecorded(
    concealRecorded(recorded, rules),
    rules.type,
    marked,
  );
  // Only the program knows which of its additional fields are secrets.
  return additional ? { ...others, [additionalKey]: { value: marked(additional.value) } } : others;
}

/** True when Atlas returns a secret among these properties. */
export function hasSecretWhen(properties: JsonObject): boolean {
  let found = false;
  mapSecrets(properties, properties.type, (secret, _, { when }) => {
    found ||= when !== undefined;
    return secret;
  });
  return found;
}
