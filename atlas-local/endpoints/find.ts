import type { StoredConnection, WorkspaceDocument } from "../stored";
import type { Call, Context } from "./context";

/** Whether reads already find the connection after its POST. */
export function isVisible({ now, eventualConsistencyMs }: Context, { life }: StoredConnection): boolean {
  return now() - life.createdAt >= eventualConsistencyMs;
}

/** @throws ApiError 404 */
export function find(document: WorkspaceDocument, { collection }: Call): StoredConnection {
  const found = collection.entries(document).get(collection.key);
  if (!found) throw collection.notFound();
  return found;
}
