import { AtlasApiError } from "./atlasApiError";

/** Not sent, or refused as well: Atlas has refused the same credentials before, with an error that said more. */
export class CredentialsRefusedError extends Error {
  override readonly name = "CredentialsRefusedError" as const;

  /** @param first the first refusal. */
  constructor(first: unknown) {
    const why =
      first instanceof AtlasApiError ? ` (${[first.status, first.errorCode].join(" ").trim()})` : "";
    super(`Atlas has refused the credentials${why}; check them, they are not sent again in this run`);
  }
}
