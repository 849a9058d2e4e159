import { isIPv6 } from "node:net";
import { type Hidden, redact, secretOf } from "../../process/redact";

/** Texts of Atlas that identify something: ids, addresses, mail addresses, and our own random names. */
const identifying: readonly [RegExp, string][] = [
  [/pulumi-doctor-[a-z]+-[\da-f]+/g, "[connection]"],
  [/\b[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}\b/gi, "[id]"],
  [/\b[\da-f]{24,}\b/gi, "[id]"],
  [/\bmdb_sa_\w+/g, "[id]"],
  [/[\w.+-]+@[\w-]+\.[\w.-]+/g, "[mail address]"],
  [/\b\d{1,3}(\.\d{1,3}){3}\b/g, "[address]"],
];

/** Removes everything from a text of Atlas that identifies the user, for a public issue. */
export function cleanForIssue(text: string, names: readonly Hidden[], secrets: readonly string[]): string {
  const withoutSecrets = redact(text, secrets.map(secretOf));
  const withoutIds = identifying.reduce(
    (cleaned, [pattern, mark]) => cleaned.replace(pattern, mark),
    withoutSecrets,
  );
  const withoutAddresses = withoutIds.replace(/[\da-f:]*:[\da-f:.]*[\da-f]/gi, (word) =>
    isIPv6(word) ? "[address]" : word,
  );
  return redact(withoutAddresses, names);
}

/** Shorter credentials are in our own words by chance. */
const shortest = 8;

/** Removes credentials from our own text. Nothing of ours shows them; this is the second line of defence. */
export function withoutCredentials(text: string, secrets: readonly string[]): string {
  const hidden = secrets.filter((secret) => secret.length >= shortest).map(secretOf);
  // `redact` cuts long texts.
  return text
    .split("\n")
    .map((line) => redact(line, hidden))
    .join("\n");
}
