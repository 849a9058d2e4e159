import type { LocalAtlas } from "../../atlas-local";
import { projectId, workspaceName } from "./examples";

/**
 * Adds a connection of a type that this package does not know. A fault returns it, because normal responses of the local
 * Atlas must match the official document, which does not have the type either.
 */
export function putUnknownType(atlas: LocalAtlas, name: string, type: string): string {
  const { id } = atlas.put(projectId, workspaceName, { name, type: "Sample" });
  const shown = () =>
    atlas
      .connections(projectId, workspaceName)
      .map((connection) => (connection.name === name ? { ...connection, type, target: "Mars" } : connection));
  atlas.fault({
    method: "GET",
    times: Number.POSITIVE_INFINITY,
    action: ({ target }) => {
      if (target.endsWith(`/connections/${encodeURIComponent(name)}`))
        return { kind: "status", status: 200, body: shown().find((connection) => connection.name === name) };
      if (/\/connections\?/.test(target))
        return { kind: "status", status: 200, body: { results: shown(), totalCount: shown().length } };
      return undefined;
    },
  });
  return id;
}
