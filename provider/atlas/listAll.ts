import type { AtlasClient } from "./client";
import type { Connection } from "./connection";
import type { Workspace } from "./workspaceQueue";

const itemsPerPage = 500;

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
    const { results } = await client.list(workspace, page, itemsPerPage);
    for (const connection of results) found.set(connection.name, connection);
    if (results.length < itemsPerPage) break;
  }
  return found;
}
