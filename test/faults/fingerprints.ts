import { scryptSync } from "node:crypto";
import { isObject, type JsonObject } from "../../provider/shared/json";

/*
 * How secrets stand in the state, computed without the provider's own code, so that a mistake in it cannot hide.
 */

const writeOnly = new Set(["password", "clientSecret", "sslKey", "sslKeyPassword"]);

/** A program's properties as the state holds them: with fingerprints for secrets, if the program says so. */
export function withFingerprints(props: JsonObject): JsonObject {
  if (props.secretsInState !== false) return props;
  const fingerprint = (field: string, secret: unknown) => {
    // White space at the end of a key does not count.
    const text = field === "sslKey" ? String(secret).trimEnd() : String(secret);
    const bytes = scryptSync(text, String(props.projectId), 3, { N: 4096, r: 8, p: 1 });
    return { fingerprint: `1:${bytes.toString("hex")}` };
  };
  return Object.fromEntries(
    Object.entries(props).map(([key, value]) => {
      if (!isObject(value)) return [key, value];
      const isSecret = (field: string) => key === "headers" || writeOnly.has(field);
      return [key, mapped(value, (field, child) => (isSecret(field) ? fingerprint(field, child) : child))];
    }),
  );
}

function mapped(object: JsonObject, map: (key: string, value: unknown) => unknown): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, map(key, value)]));
}
