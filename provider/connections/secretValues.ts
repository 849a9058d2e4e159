/** True for a URL, or a list of URLs, with a user name or a password before the host. */
export function hasUserinfo(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasUserinfo);
  return typeof value === "string" && /:\/\/[^/?#\s]*@/.test(value);
}

/**
 * Settings of Kafka clients that are secrets, `sasl.jaas.config` for example: those of Kafka's type `password`, and those that
 * librdkafka and Confluent's schema registry add. They may have a prefix such as `producer.`.
 * @see https://kafka.apache.org/documentation/#configuration
 */
const secretSetting =
  /passw|passphrase|secret|jaas\.config|user\.?info|token$|credentials?$|private\.?key|api\.?key|access\.?key$|ssl\.key(?!.*\.(?:location|type|algorithm|file)$)|truststore\.certificates/i;

/** True for an entry of Kafka's `config` that is a secret. */
export function isSecretSetting(value: unknown, key: string): boolean {
  return secretSetting.test(key.replace(/[-_]/g, ".")) || hasUserinfo(value);
}
