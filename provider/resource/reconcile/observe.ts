import type { Connection } from "../../atlas/connection";
import { isNotFound, isRetryable, isWorkspaceNotFound } from "../../atlas/errors/classify";
import { stateOf } from "../../connections/state";

/** What Atlas shows of a connection. */
export type Observed =
  | { readonly status: "absent"; readonly isWorkspaceMissing?: true }
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

/**
 * @param get requests the connection; undefined when a list shows that there is none.
 * @throws what `get` throws, except that there is no such connection or workspace. A missing project is an error: the
 * base URL or the credentials may be those of another organization.
 */
export async function observe(get: () => Promise<Connection | undefined>): Promise<Observed> {
  try {
    const connection = await get();
    return connection ? observedIn(connection) : absent;
  } catch (error) {
    if (isNotFound(error)) return absent;
    if (isWorkspaceNotFound(error)) return { status: "absent", isWorkspaceMissing: true };
    throw error;
  }
}

/** Like `observe`, but returns undefined after a transient failure, so that a wait continues. */
export async function observeIfReachable(
  get: () => Promise<Connection | undefined>,
): Promise<Observed | undefined> {
  try {
    return await observe(get);
  } catch (error) {
    if (isRetryable(error)) return undefined;
    throw error;
  }
}
