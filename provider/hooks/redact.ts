/** Shorter texts would blot out half of every message, and are no secrets worth the name. */
const shortest = 3;

/** Replaces each secret in a text, also where JSON or a URL would write it differently. */
export function redact(text: string, secrets: readonly string[]): string {
  const forms = secrets
    .filter((secret) => secret.length >= shortest)
    .flatMap((secret) => [
      secret,
      JSON.stringify(secret).slice(1, -1),
      // By way of UTF-8, for half a surrogate pair would make it throw.
      encodeURIComponent(Buffer.from(secret).toString()),
    ]);
  // The longest first, so that a secret inside another leaves nothing of the outer one.
  const ordered = [...new Set(forms)].sort((one, other) => other.length - one.length);
  return ordered.reduce((result, form) => result.replaceAll(form, "[secret]"), text);
}
