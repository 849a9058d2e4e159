import { connectionNotFound } from "../errors";
import type { StoredConnection, WorkspaceDocument } from "../stored";
import type { Call, Context } from "./context";

/** Whether reads already find the connection after its POST. */
export function isVisible({ now, eventualConsistencyMs }: Context, { life }: StoredConnection): boolean {
  return now() - life.createdAt >= eventualConsistencyMs;
}

/** @throws ApiError STREAM_CONNECTION_NOT_FOUND_FOR_NAME */
export function find(document: WorkspaceDocument, { workspace, connectionName }: Call): StoredConnection {
  const found = document.get(connectionName);
  if (!found) throw notFound(workspace, connectionName);
  return found;
}

export function notFound(workspace: Call["workspace"], name: string) {
  return connectionNotFound(name, workspace.projectId, workspace.workspaceName);
}
