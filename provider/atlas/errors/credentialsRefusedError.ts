/**
 * Not sent, or refused as well: Atlas has refused the same credentials before. That error said why, so that this one can
 * be short.
 */
export class CredentialsRefusedError extends Error {
  override readonly name = "CredentialsRefusedError" as const;

  constructor() {
    super("Atlas has refused the credentials; the first error of this run says more");
  }
}
