import type { ConnectionState } from "../types";

/** The moments in the life of a connection, in milliseconds of the server's clock. */
export interface Lifecycle {
  createdAt: number;
  /** PENDING until then. */
  settlesAt: number;
  /** Ends FAILED and not READY. */
  fails: boolean;
  /** Set by a DELETE: DELETING until then, gone afterwards. */
  goneAt?: number;
  /** Set by a test; holds until changed or until a DELETE. */
  forced?: ConnectionState;
}

/** @returns undefined once the connection is gone. */
export function stateAt(life: Lifecycle, now: number): ConnectionState | undefined {
  if (life.goneAt !== undefined) return now < life.goneAt ? "DELETING" : undefined;
  if (life.forced) return life.forced;
  if (now < life.settlesAt) return "PENDING";
  return life.fails ? "FAILED" : "READY";
}
