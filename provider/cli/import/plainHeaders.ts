/** Headers that describe a body or what a client accepts. Their values are no secrets, so the program may contain them. */
export const plainHeaders: readonly string[] = [
  "Accept",
  "Accept-Charset",
  "Accept-Encoding",
  "Accept-Language",
  "Cache-Control",
  "Content-Encoding",
  "Content-Language",
  "Content-Type",
];

const names: ReadonlySet<string> = new Set(plainHeaders.map((name) => name.toLowerCase()));

export function isPlainHeader(name: string): boolean {
  return names.has(name.toLowerCase());
}
