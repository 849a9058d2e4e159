/**
 * Every field that is a secret, as paths in a connection's inputs; `*` stands for every key of a map. The program
 * marks them before it knows anything else, so this list stands alone, without zod. A test holds it against the
 * schemas and the official API document.
 */
export const secretPaths: readonly (readonly string[])[] = [
  ["authentication", "password"],
  ["authentication", "clientSecret"],
  ["authentication", "sslKey"],
  ["authentication", "sslKeyPassword"],
  ["schemaRegistryAuthentication", "password"],
  ["headers", "*"],
];
