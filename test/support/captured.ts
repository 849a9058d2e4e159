/**
 * All output, logs and state files of this test run. The last test searches them for secrets.
 */
export interface Captured {
  source: string;
  text: string;
}

export const captured: Captured[] = [];
const secrets = new Set<string>();

/** Records a text for the last test, and returns it. */
export function capture(source: string, text: string): string {
  captured.push({ source, text });
  return text;
}

/** Registers a secret that no output may contain, and returns it. */
export function secret(text: string): string {
  secrets.add(text);
  return text;
}

export function knownSecrets(): readonly string[] {
  return [...secrets];
}
