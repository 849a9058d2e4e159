import type { Connection } from "../../atlas/connection";

/** The operation took longer than `timeouts` allows. */
export class WaitTimeoutError extends Error {
  override readonly name = "WaitTimeoutError" as const;
}

/** Atlas reports the connection as FAILED. */
export class ConnectionFailedError extends Error {
  override readonly name = "ConnectionFailedError" as const;
}

/** Atlas accepted fields and still shows other values. */
export class LostWriteError extends Error {
  override readonly name = "LostWriteError" as const;

  constructor(
    message: string,
    /** As Atlas shows it. */
    readonly connection: Connection,
  ) {
    super(message);
  }
}
