/** What stands before the host of a URL, with the `@`. */
const userinfo = /:\/\/([^/?#\s]*)@/g;

/** True for a URL, or a list of URLs, with a user name or a password before the host. */
export function hasUserinfo(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasUserinfo);
  return typeof value === "string" && value.search(userinfo) >= 0;
}

/** User name with password, and the password alone, of the URLs in a text, as they are and decoded. */
export function userinfoIn(text: string): string[] {
  return [...text.matchAll(userinfo)].flatMap(([, userinfo = ""]) => {
    const colon = userinfo.indexOf(":");
    const parts = colon < 0 ? [userinfo] : [userinfo, userinfo.slice(colon + 1)];
    return [...new Set([...parts, ...parts.map(decoded)])].filter(Boolean);
  });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
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
