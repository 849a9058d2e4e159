import type { AtlasClient } from "./client";
import type { Connection } from "./connection";
import type { Workspace } from "./workspaceQueue";

const itemsPerPage = 500;

/**
 * The connections of a workspace by name: Atlas promises no order, so a change between two pages may show one twice.
 *
 * @param maxPages after so many pages the rest is left out.
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
