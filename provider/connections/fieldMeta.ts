import type { Address } from "./address";

/**
 * What a field's schema says of it beyond its shape, in `.meta({...})`. All parts are optional; a field
 * without any is plain text that Atlas stores, returns and changes in place.
 */
export interface FieldMeta {
  /** Never shown: a secret in previews, state and outputs. Kept equal to `secretPaths` by a test. */
  secret?: true;
  /** Atlas accepts it and never returns it, so a refresh keeps what the state has and a removal replaces. */
  writeOnly?: true;
  /** Atlas cannot change it in place. */
  replaces?: true;
  /** What a PATCH sends once the program has dropped the field. Without it, its top-level object is sent without it. */
  cleared?: "null" | "emptyMap";
  /** Tells a value that Atlas fills in when the program gives none, so that it says no more than leaving the field out. */
  filledIn?: (value: unknown, address: Address) => boolean;
  /** Some versions of Atlas return it and some do not, so its absence in an answer proves nothing. */
  mayBeAbsent?: true;
  /** Compared without trailing white space, which Atlas and editors add and drop. */
  pem?: true;
}

declare module "zod" {
  interface GlobalMeta extends FieldMeta {}
}
