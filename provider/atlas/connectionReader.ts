import type { Address } from "../connections/address";
import type { Clock } from "../shared/clock";
import type { AtlasClient } from "./client";
import type { Connection } from "./connection";
import { listFirstPage } from "./listAll";
import { workspaceKey } from "./workspaceQueue";

/** Maximum age of a list in a refresh. A refresh of hundreds of connections takes this long because of the rate limit. */
const refreshMaxAgeMs = 60_000;

/** The reads of a workspace between two of our writes to it. */
interface Reads {
  /** Time of the first read, then of the response with the list; in milliseconds since the epoch. */
  since: number;
  /** The workspace's write count at the first read. */
  writes: number;
  /** Connections by name. The second read requests the list, because a single read is cheaper with a GET. */
  listing: Promise<ReadonlyMap<string, Connection> | undefined> | undefined;
}

/**
 * Reads connections with few requests. The first read of a workspace is a GET. The second read, or the first of several
 * concurrent reads in a refresh, lists the workspace, and the other reads use the list. A list is used until it is too
 * old or we write to the workspace. A connection that is not in the list is read with a GET.
 */
export class ConnectionReader {
  private readonly workspaces = new Map<string, Reads>();
  private inFlight = 0;

  constructor(
    private readonly client: AtlasClient,
    private readonly clock: Clock,
  ) {}

  /**
   * @param maxAgeMs maximum age of the response, in milliseconds. Default: a minute.
   * @throws what `AtlasClient.get` throws. The error of a list is ignored.
   */
  async read(address: Address, maxAgeMs = refreshMaxAgeMs): Promise<Connection> {
    // The list of a connection's failover connections is short, and no other list has them.
    if (address.failover) return this.client.get(address);
    this.inFlight++;
    try {
      return await this.find(address, maxAgeMs);
    } finally {
      this.inFlight--;
    }
  }

  private async find(address: Address, maxAgeMs: number): Promise<Connection> {
    const key = workspaceKey(address);
    let reads = this.workspaces.get(key);
    if (!reads || !this.isFresh(reads, address, maxAgeMs)) {
      reads = { since: this.clock.now(), writes: this.client.writeCount(address), listing: undefined };
      this.workspaces.set(key, reads);
      // Concurrent reads mean a refresh of several connections, so more reads of this workspace are likely.
      const isOneOfMany = this.inFlight > 1 && maxAgeMs >= refreshMaxAgeMs;
      if (!isOneOfMany) return this.client.get(address);
    }
    reads.listing ??= listFirstPage(this.client, address).finally(() => {
      // The age of a list counts from its response, because the request may have waited for the rate limit.
      reads.since = this.clock.now();
    });
    const found = (await reads.listing)?.get(address.connectionName);
    return found && this.isFresh(reads, address, maxAgeMs) ? found : this.client.get(address);
  }

  private isFresh({ since, writes }: Reads, address: Address, maxAgeMs: number): boolean {
    return this.clock.now() - since < maxAgeMs && this.client.writeCount(address) === writes;
  }
}
