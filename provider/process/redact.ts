import { oneLine } from "../shared/text";

/** Redacting shorter texts would make messages unreadable. */
const minSecretLength = 3;
/** Minimum length of a part that is redacted too: a line of a key, the token after `Bearer`. */
const minPartLength = 8;
const placeholder = "[secret]";

/**
 * Replaces each secret in a text. Also finds a secret that is escaped for JSON or a URL, made one line, reduced to one of
 * its words, or cut off ("…").
 */
export function redact(text: string, secrets: readonly string[]): string {
  const found = new Set(secrets.filter((secret) => secret.length >= minSecretLength).flatMap(formsOf));
  // The longest first, so that no part of an outer secret remains when it contains another secret.
  const forms = [...found].sort((one, other) => other.length - one.length);
  const whole = forms.reduce((result, form) => result.replaceAll(form, placeholder), text);
  return whole.includes("…") ? redactCutSecrets(whole, forms) : whole;
}

function formsOf(secret: string): string[] {
  const parts = secret
    .split(/\s+/)
    // The first and last line of a PEM text are not secret, and occur in many messages.
    .filter((part) => part.length >= minPartLength && !part.includes("-----"));
  return [secret, oneLine(secret, secret.length), ...parts].flatMap((form) => [
    form,
    JSON.stringify(form).slice(1, -1),
    // encodeURIComponent throws for half a surrogate pair, which UTF-8 replaces.
    encodeURIComponent(Buffer.from(form).toString()),
  ]);
}

/** Replaces the beginning of a secret that was cut off. */
function redactCutSecrets(text: string, forms: readonly string[]): string {
  const pieces = text.split("…");
  return pieces
    .map((piece, index) => {
      if (index === pieces.length - 1) return piece;
      const length = Math.max(0, ...forms.map((form) => lengthOfBeginning(piece, form)));
      return length === 0 ? piece : piece.slice(0, -length) + placeholder;
    })
    .join("…");
}

/** Length of the beginning of `form` with which `piece` ends; 0 when it is shorter than a secret. */
function lengthOfBeginning(piece: string, form: string): number {
  for (let length = Math.min(form.length, piece.length); length >= minSecretLength; length--)
    if (piece.endsWith(form.slice(0, length))) return length;
  return 0;
}
