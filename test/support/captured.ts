/**
 * Everything that a user, a log or a state file would have shown in this run of the tests. One test at the very end
 * looks for secrets in all of it.
 */
export interface Captured {
  source: string;
  text: string;
}

export const captured: Captured[] = [];
const secrets = new Set<string>();

/** Keeps a text for the last test, and returns it. */
export function capture(source: string, text: string): string {
  captured.push({ source, text });
  return text;
}

/** Declares that this text must never be seen, and returns it. */
export function secret(text: string): string {
  secrets.add(text);
  return text;
}

export function knownSecrets(): readonly string[] {
  return [...secrets];
}
