import { addressKeys } from "../connections/address";
import { isFingerprint, keepsSecretsOut } from "../connections/fingerprint";
import { concealSecrets, mapSecrets } from "../connections/secrets";
import { formatPath } from "../connections/validate";
import { secretsInState } from "../messages/secretsInState";
import { type JsonObject, valueAt } from "../shared/json";

/**
 * The secrets of connections with `secretsInState: false`, in the memory of the provider process. `check` puts them here,
 * and `create` and `update`, which get only fingerprints, take them out. They stay for the life of the process, because
 * the engine may call `create` several times after one `check`.
 */
export class KnownSecrets {
  private readonly values = new Map<string, unknown>();

  /** @param inputs as the program gives them, validated or not. */
  remember(inputs: JsonObject): void {
    if (!keepsSecretsOut(inputs)) return;
    const concealed = concealSecrets(inputs);
    mapSecrets(inputs, inputs.type, (secret, path) => {
      const fingerprint = valueAt(concealed, path);
      if (!isFingerprint(secret) && isFingerprint(fingerprint))
        this.values.set(keyOf(inputs, path, fingerprint.fingerprint), secret);
      return secret;
    });
  }

  /** The paths of the fingerprints whose secrets this process does not know. */
  missing(properties: JsonObject): string[] {
    const paths: string[] = [];
    mapSecrets(properties, properties.type, (secret, path) => {
      if (isFingerprint(secret) && !this.values.has(keyOf(properties, path, secret.fingerprint)))
        paths.push(formatPath(path));
      return secret;
    });
    return paths;
  }

  /**
   * The properties with the secrets in the places of their fingerprints.
   *
   * @throws Error that names the missing secrets.
   */
  reveal(properties: JsonObject): JsonObject {
    const missing = this.missing(properties);
    if (missing.length > 0) throw new Error(secretsInState.unknownSecrets.text(missing.join(", ")));
    return mapSecrets(properties, properties.type, (secret, path) =>
      isFingerprint(secret) ? this.values.get(keyOf(properties, path, secret.fingerprint)) : secret,
    );
  }
}

/** Two connections may have secrets with the same fingerprint. */
function keyOf(properties: JsonObject, path: readonly string[], fingerprint: string): string {
  return JSON.stringify([...addressKeys.map((key) => properties[key]), ...path, fingerprint]);
}
