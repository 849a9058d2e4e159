import { scryptSync } from "node:crypto";
import { isObject } from "../shared/json";

/**
 * Stands in the state for a secret with `secretsInState: false`. It is an object, so that a version of this package that
 * does not know it refuses it instead of sending it as a password.
 */
export interface Fingerprint {
  /** The rule by which it was computed, a colon, and 24 bits in hexadecimal digits. */
  readonly fingerprint: string;
}

/** The properties that decide about a connection's secrets. */
export interface SecretRules {
  readonly type?: unknown;
  readonly projectId?: unknown;
  readonly secretsInState?: unknown;
}

/** Whether fingerprints stand in the state for the secrets: `secretsInState: false`, or a value that `check` refuses. */
export function keepsSecretsOut({ secretsInState }: SecretRules): boolean {
  return secretsInState !== undefined && secretsInState !== null && secretsInState !== true;
}

const rule = "1";
/** Few bits, so that they tell little about a secret. One changed secret in 16.7 million has the fingerprint of the old one. */
const bytes = 3;
/** A fingerprint takes about 7 ms. */
const cost = { N: 4096, r: 8, p: 1 };

const cache = new Map<string, Fingerprint>();

/** Neither random nor keyed: every process must come to the same fingerprint, also for `pulumi up --plan`. */
export function fingerprintOf(secret: unknown, projectId: string): Fingerprint {
  const text = typeof secret === "string" ? secret : JSON.stringify(secret);
  const key = `${projectId}:${text}`;
  let found = cache.get(key);
  if (!found) {
    found = { fingerprint: `${rule}:${scryptSync(text, projectId, bytes, cost).toString("hex")}` };
    cache.set(key, found);
  }
  return found;
}

export function isFingerprint(value: unknown): value is Fingerprint {
  if (!isObject(value) || Object.keys(value).length !== 1) return false;
  return typeof value.fingerprint === "string" && /^\d+:[0-9a-f]+$/.test(value.fingerprint);
}

/** A copy without fingerprints, at any depth. */
export function withoutFingerprints<T>(value: T): T | undefined {
  if (isFingerprint(value)) return undefined;
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [key, withoutFingerprints(child)]),
  ) as T;
}
