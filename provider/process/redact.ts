import { oneLine } from "../shared/text";

/** Shorter texts would blot out half of every message, and are no secrets worth the name. */
const shortest = 3;
/** A part of a secret counts as a secret from this length on: a line of a key, the token after `Bearer`. */
const shortestPart = 8;
const mark = "[secret]";

/**
 * Replaces each secret in a text, also where JSON or a URL would write it differently, where it was made one line, where
 * only a part of it between white space stands, and where it was cut off ("…").
 */
export function redact(text: string, secrets: readonly string[]): string {
  const found = new Set(secrets.filter((secret) => secret.length >= shortest).flatMap(formsOf));
  // The longest first, so that a secret inside another leaves nothing of the outer one.
  const forms = [...found].sort((one, other) => other.length - one.length);
  const whole = forms.reduce((result, form) => result.replaceAll(form, mark), text);
  return whole.includes("…") ? withoutBeginnings(whole, forms) : whole;
}

function formsOf(secret: string): string[] {
  const parts = secret
    .split(/\s+/)
    // The words of a PEM frame are in many messages, and no secret.
    .filter((part) => part.length >= shortestPart && !part.includes("-----"));
  return [secret, oneLine(secret, secret.length), ...parts].flatMap((form) => [
    form,
    JSON.stringify(form).slice(1, -1),
    // By way of UTF-8, for half a surrogate pair would make it throw.
    encodeURIComponent(Buffer.from(form).toString()),
  ]);
}

/** What stands before a cut may be the beginning of a secret. */
function withoutBeginnings(text: string, forms: readonly string[]): string {
  const pieces = text.split("…");
  return pieces
    .map((piece, index) => {
      if (index === pieces.length - 1) return piece;
      const length = Math.max(0, ...forms.map((form) => lengthOfBeginning(piece, form)));
      return length === 0 ? piece : piece.slice(0, -length) + mark;
    })
    .join("…");
}

/** How much of the form's beginning stands at the end of the piece; 0 where that is too little to tell anything. */
function lengthOfBeginning(piece: string, form: string): number {
  for (let length = Math.min(form.length, piece.length); length >= shortest; length--)
    if (piece.endsWith(form.slice(0, length))) return length;
  return 0;
}
