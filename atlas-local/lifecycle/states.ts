import type { StoredConnections } from "../stored";
import type { ConnectionState } from "../types";

/** The times of a connection's state changes, in milliseconds of the server's clock. */
export interface Lifecycle {
  createdAt: number;
  /** PENDING until this time. */
  settlesAt: number;
  /** Becomes FAILED instead of READY. */
  fails: boolean;
  /** Set by a DELETE: DELETING until this time, absent afterwards. */
  goneAt?: number;
  /** Set by a test; applies until it is changed or until a DELETE. */
  forced?: ConnectionState;
}

/** @returns undefined when the connection no longer exists. */
export function stateAt(life: Lifecycle, now: number): ConnectionState | undefined {
  if (life.goneAt !== undefined) return now < life.goneAt ? "DELETING" : undefined;
  if (life.forced) return life.forced;
  if (now < life.settlesAt) return "PENDING";
  return life.fails ? "FAILED" : "READY";
}

/** The connections without those that no longer exist. */
export function existing(connections: StoredConnections, now: number): StoredConnections {
  const exists = ({ life }: { life: Lifecycle }) => stateAt(life, now) !== undefined;
  if ([...connections.values()].every(exists)) return connections;
  return new Map([...connections].filter(([, stored]) => exists(stored)));
}
