import { keepsSecretsOut } from "../connections/fingerprint";
import type { Runtime } from "../process/runtime";
import type { JsonObject } from "../shared/json";

/**
 * The properties with the secrets in the places of their fingerprints.
 *
 * @throws Error that names the secrets that this process does not know.
 */
export function revealed({ knownSecrets, hidden }: Runtime, properties: JsonObject): JsonObject {
  const result = knownSecrets.reveal(properties);
  // A second `configure` since `check` leaves a runtime that has not seen the secrets.
  if (keepsSecretsOut(properties)) hidden.add([result]);
  return result;
}
