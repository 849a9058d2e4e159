/** Headers that describe a body or what a client accepts. Their values are no secrets, so the program may contain them. */
const plainHeaders: ReadonlySet<string> = new Set([
  "accept",
  "accept-charset",
  "accept-encoding",
  "accept-language",
  "cache-control",
  "content-encoding",
  "content-language",
  "content-type",
]);

export function isPlainHeader(name: string): boolean {
  return plainHeaders.has(name.toLowerCase());
}
