import type { AtlasClient } from "./client";
import { type Connection, maxItemsPerPage } from "./connection";
import type { Workspace } from "./workspaceQueue";

/**
 * Lists the connections of a workspace, by name. Pages have no guaranteed order, so a connection may appear twice.
 *
 * @param maxPages maximum number of pages. Default: all.
 */
export async function listAll(
  client: AtlasClient,
  workspace: Workspace,
  maxPages = Number.POSITIVE_INFINITY,
): Promise<ReadonlyMap<string, Connection>> {
  const found = new Map<string, Connection>();
  for (let page = 1; page <= maxPages; page++) {
    const { results } = await client.list(workspace, page);
    for (const connection of results) found.set(connection.name, connection);
    if (results.length < maxItemsPerPage) break;
  }
  return found;
}
