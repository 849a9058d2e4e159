import { answers } from "../messages/answers";
import type { AtlasClient } from "./client";
import { type Connection, maxItemsPerPage } from "./connection";
import type { Workspace } from "./workspaceQueue";

/** More pages than any workspace has: such a server makes up connections. */
const mostPages = 200;

/**
 * Lists the connections of a workspace, by name. Pages have no guaranteed order, so a connection may appear twice.
 *
 * Ends with a page that brings nothing new, or with a page that is not full once `totalCount`, an estimate, is reached.
 * Without `totalCount` a page that is not full does not end the list, because a server may allow only smaller pages.
 *
 * @param maxPages maximum number of pages. Default: all.
 * @throws Error when the list does not end.
 */
export async function listAll(
  client: AtlasClient,
  workspace: Workspace,
  maxPages = Number.POSITIVE_INFINITY,
): Promise<ReadonlyMap<string, Connection>> {
  const found = new Map<string, Connection>();
  let itemsPerPage = maxItemsPerPage;
  for (let page = 1; page <= maxPages; page++) {
    if (page > mostPages) throw new Error(answers.endlessList.text(mostPages));
    const { results, totalCount } = await client.list(workspace, page, itemsPerPage);
    const known = found.size;
    for (const connection of results) found.set(connection.name, connection);
    const isFull = results.length >= itemsPerPage;
    if (found.size === known || (!isFull && totalCount != null && found.size >= totalCount)) break;
    // A smaller first page shows the size that the server allows. Its next page must begin where this one ends.
    if (page === 1) itemsPerPage = Math.min(itemsPerPage, results.length);
  }
  return found;
}
