import type { Address } from "./address";

/** What is special about a field. A field without traits is plain text that Atlas stores, returns and changes in place. */
export type Traits = Secrecy & {
  /** Atlas cannot change it in place. */
  readonly replaces?: true;
  /** What a PATCH sends to remove the field. Without it, a PATCH removes the field by leaving it out of its top-level object. */
  readonly removedBy?: "null" | "emptyMap";
  /** Recognizes the value that Atlas fills in for a field that the program leaves out. */
  readonly isServerDefault?: (value: unknown, address: Address) => boolean;
  /** Only some versions of Atlas return it, so its absence in a response is not drift. */
  readonly notAlwaysReturned?: true;
  /** Compared without trailing white space, which Atlas and editors add and drop. */
  readonly pem?: true;
  /** Holds `access`, which says whether the connection uses a private network. */
  readonly networking?: true;
};

/** Never shown in previews, state, outputs or messages. A value that Atlas never returns is always a secret. */
type Secrecy =
  | { readonly secret?: true; readonly writeOnly?: never }
  | { readonly secret: true; readonly writeOnly: true };

/** For a secret that Atlas accepts and never returns: a refresh keeps the state's value, and a removal replaces. */
export const writeOnlySecret = { secret: true, writeOnly: true } as const;
