/** Output, logs and state files of the tests. A root hook (hooks.ts) searches them for secrets. */
export interface Captured {
  source: string;
  text: string;
}

const captured: Captured[] = [];
const secrets = new Set<string>();

/** Records a text for the search, and returns it. */
export function capture(source: string, text: string): string {
  captured.push({ source, text });
  return text;
}

/** Registers a secret that no captured text may contain, and returns it. */
export function secret(text: string): string {
  secrets.add(text);
  return text;
}

/** The captured texts since the last call that contain a secret, as "beginning of the secret… in source". */
export function takeLeaks(): string[] {
  return leaksIn(captured.splice(0), [...secrets]);
}

/** Finds secrets as they are, and as JSON, URLs and base64 encode them. */
export function leaksIn(texts: readonly Captured[], secrets: readonly string[]): string[] {
  const forms = new Set(
    secrets.flatMap((secret) => [
      secret,
      JSON.stringify(secret).slice(1, -1),
      encodeURIComponent(secret),
      Buffer.from(secret).toString("base64"),
    ]),
  );
  return texts.flatMap(({ source, text }) =>
    [...forms].filter((form) => text.includes(form)).map((form) => `${form.slice(0, 12)}… in ${source}`),
  );
}
