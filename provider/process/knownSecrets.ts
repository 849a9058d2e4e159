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
  /** Fingerprints that the program gives, because `ignoreChanges` keeps those of the state. */
  private readonly ignored = new Set<string>();

  /** @param inputs as the program gives them, validated or not. */
  remember(inputs: JsonObject): void {
    if (!keepsSecretsOut(inputs)) return;
    const concealed = concealSecrets(inputs);
    mapSecrets(inputs, inputs.type, (secret, path) => {
      const fingerprint = valueAt(concealed, path);
      if (!isFingerprint(fingerprint)) return secret;
      const key = keyOf(inputs, path, fingerprint.fingerprint);
      if (isFingerprint(secret)) this.ignored.add(key);
      else this.values.set(key, secret);
      return secret;
    });
  }

  /**
   * For a preview. A refresh compares too, without the program and its secrets, and sends nothing.
   *
   * @throws Error that names the secrets that `ignoreChanges` withholds.
   */
  refuseIgnored(properties: JsonObject): void {
    refuse(this.missing(properties).filter(({ key }) => this.ignored.has(key)));
  }

  /**
   * The properties with the secrets in the places of their fingerprints.
   *
   * @throws Error that names the missing secrets.
   */
  reveal(properties: JsonObject): JsonObject {
    refuse(this.missing(properties));
    return mapSecrets(properties, properties.type, (secret, path) =>
      isFingerprint(secret) ? this.values.get(keyOf(properties, path, secret.fingerprint)) : secret,
    );
  }

  /** The fingerprints whose secrets this process does not know. */
  private missing(properties: JsonObject): Missing[] {
    const missing: Missing[] = [];
    mapSecrets(properties, properties.type, (secret, path) => {
      if (!isFingerprint(secret)) return secret;
      const key = keyOf(properties, path, secret.fingerprint);
      if (!this.values.has(key)) missing.push({ key, path: formatPath(path) });
      return secret;
    });
    return missing;
  }
}

interface Missing {
  readonly key: string;
  readonly path: string;
}

function refuse(missing: readonly Missing[]): void {
  if (missing.length === 0) return;
  throw new Error(secretsInState.unknownSecrets.text(missing.map(({ path }) => path).join(", ")));
}

/** Two connections may have secrets with the same fingerprint. */
function keyOf(properties: JsonObject, path: readonly string[], fingerprint: string): string {
  return JSON.stringify([...addressKeys.map((key) => properties[key]), ...path, fingerprint]);
}
