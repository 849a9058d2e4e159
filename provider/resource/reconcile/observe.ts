import type { Connection } from "../../atlas/connection";
import { isNotFound, isRetryable } from "../../atlas/errors/classify";
import { stateOf } from "../../connections/state";

/** What Atlas shows of a connection. */
export type Observed =
  | { readonly status: "absent" }
  | { readonly status: "deleting" | "pending" | "failed" | "ready"; readonly connection: Connection };

export type Status = Observed["status"];

export const absent: Observed = { status: "absent" };

/** An unknown state counts as pending, because only READY says that a connection can be used. */
export function observedIn(connection: Connection): Observed {
  switch (stateOf(connection)) {
    case "READY":
      return { status: "ready", connection };
    case "FAILED":
      return { status: "failed", connection };
    case "DELETING":
      return { status: "deleting", connection };
    default:
      return { status: "pending", connection };
  }
}

/** Sends a GET. Returns `absent` for an error that `isNotFound` recognizes; throws any other error. */
export async function observe(get: () => Promise<Connection>): Promise<Observed> {
  try {
    return observedIn(await get());
  } catch (error) {
    if (isNotFound(error)) return absent;
    throw error;
  }
}

/** Like `observe`, but returns undefined after a transient failure, so that a wait continues. */
export async function observeIfReachable(get: () => Promise<Connection>): Promise<Observed | undefined> {
  try {
    return await observe(get);
  } catch (error) {
    if (isRetryable(error)) return undefined;
    throw error;
  }
}
