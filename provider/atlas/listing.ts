import type { AtlasClient } from "./client";
import { type Connection, maxItemsPerPage } from "./connection";
import type { Workspace } from "./workspaceQueue";

/** So many connections that are not on the pages so far justify the request for another page. */
export const missesPerPage = 5;

/** The connections of a workspace by name, page by page: there may be thousands of connections of other programs. */
export class Listing {
  /** Some roles may read a connection but not list them. A GET reports any other problem. */
  hasFailed = false;
  private readonly found = new Map<string, Connection>();
  private pages = 0;
  private misses = 0;
  private hasMore = true;
  private isComplete = false;
  /** The highest `totalCount` of all pages. */
  private total = 0;
  private isLoading = false;
  /** Settles with the response for the latest page. Never rejects. */
  loaded: Promise<void>;

  constructor(
    private readonly client: AtlasClient,
    private readonly workspace: Workspace,
  ) {
    this.loaded = this.loadPage();
  }

  /** The connection if it is on a page. Requests another page after several that were not. */
  async find(name: string): Promise<Connection | undefined> {
    await this.loaded;
    while (!this.found.has(name) && this.hasMore && this.isWorthAnotherPage()) await this.loaded;
    return this.found.get(name);
  }

  /** The list has all connections of the workspace, and none of them has this name. */
  lacks(name: string): boolean {
    const isSame = (found: string) => found.toLowerCase() === name.toLowerCase();
    return this.isComplete && ![...this.found.keys()].some(isSame);
  }

  private isWorthAnotherPage(): boolean {
    if (this.isLoading) return true;
    if (++this.misses <= this.pages * missesPerPage) return false;
    this.loaded = this.loadPage();
    return true;
  }

  private async loadPage(): Promise<void> {
    this.pages++;
    this.isLoading = true;
    try {
      const { results, totalCount } = await this.client.list(this.workspace, this.pages);
      const known = this.found.size;
      for (const connection of results) this.found.set(connection.name, connection);
      const isFull = results.length >= maxItemsPerPage;
      // A server that ignores `pageNum` brings nothing new.
      this.hasMore = isFull && this.found.size > known;
      this.total = Math.max(this.total, totalCount ?? 0);
      // Pages have no guaranteed order, so only `totalCount` shows that several pages have everything.
      const isCounted = this.pages === 1 || totalCount != null;
      this.isComplete = !isFull && isCounted && this.found.size >= this.total;
    } catch {
      this.hasMore = false;
      this.hasFailed = this.pages === 1;
    } finally {
      this.isLoading = false;
    }
  }
}
