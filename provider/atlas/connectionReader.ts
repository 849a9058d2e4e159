import type { Address } from "../connections/address";
import type { Clock } from "../shared/clock";
import type { AtlasClient } from "./client";
import type { Connection } from "./connection";
import { Listing } from "./listing";
import { workspaceKey } from "./workspaceQueue";

/** Maximum age of a list in a refresh. A refresh of hundreds of connections takes this long because of the rate limit. */
const refreshMaxAgeMs = 60_000;
/** Within this time after its first read, the engine sends the other reads of a refresh, in milliseconds. */
const othersFollowMs = 10;

/** The reads of a workspace between two of our writes to it. */
interface Reads {
  /** Time of the first read, then of the response with the list; in milliseconds since the epoch. */
  since: number;
  /** The workspace's write count at the first read. */
  writes: number;
  /** Number of reads. */
  count: number;
  listing: Listing | undefined;
}

/**
 * Reads connections with few requests. A single read is a GET. Several reads of a workspace, or of a refresh, share a
 * list, until it is too old or we write to the workspace.
 */
export class ConnectionReader {
  private readonly workspaces = new Map<string, Reads>();
  /** Workspaces with reads of a refresh. */
  private refreshed = 0;

  constructor(
    private readonly client: AtlasClient,
    private readonly clock: Clock,
  ) {}

  /**
   * For a refresh, or a wait for READY. A connection that is not in the list is read with a GET.
   *
   * @param maxAgeMs maximum age of the response, in milliseconds. Default: a minute.
   * @throws what `AtlasClient.get` throws. The error of a list is ignored.
   */
  async read(address: Address, maxAgeMs = refreshMaxAgeMs): Promise<Connection> {
    return (await this.find(address, maxAgeMs)) ?? this.client.get(address);
  }

  /**
   * Like `read`, for a wait until the connection is gone.
   *
   * @returns undefined when a list of the whole workspace does not have it.
   */
  async find(address: Address, maxAgeMs: number): Promise<Connection | undefined> {
    // The list of a connection's failover connections is short, and no other list has them.
    if (address.failover) return this.client.get(address);
    const key = workspaceKey(address);
    let reads = this.workspaces.get(key);
    if (reads && this.isFresh(reads, address, maxAgeMs)) {
      reads.count++;
    } else {
      const wasShared = reads?.listing?.hasFailed === false;
      reads = {
        since: this.clock.now(),
        writes: this.client.writeCount(address),
        count: 1,
        listing: undefined,
      };
      this.workspaces.set(key, reads);
      const isShared = wasShared || (await this.othersFollow(reads, maxAgeMs));
      if (!isShared) return this.client.get(address);
    }
    const { connectionName } = address;
    const listing = reads.listing ?? this.list(reads, address);
    const found = await listing.find(connectionName);
    const isUsable = this.isFresh(reads, address, maxAgeMs) && (found || listing.lacks(connectionName));
    return isUsable ? found : this.client.get(address);
  }

  /** Whether other reads can use the same list. */
  private async othersFollow(reads: Reads, maxAgeMs: number): Promise<boolean> {
    const isRefresh = maxAgeMs >= refreshMaxAgeMs;
    if (isRefresh) this.refreshed++;
    await (isRefresh && this.refreshed === 1 ? this.clock.sleep(othersFollowMs) : undefined);
    return reads.count > 1 || (isRefresh && this.refreshed > 1);
  }

  private list(reads: Reads, address: Address): Listing {
    const listing = new Listing(this.client, address);
    reads.listing = listing;
    // The age of a list counts from its response, because the request may have waited for the rate limit.
    reads.since = Number.POSITIVE_INFINITY;
    void listing.loaded.then(() => {
      reads.since = this.clock.now();
    });
    return listing;
  }

  private isFresh({ since, writes }: Reads, address: Address, maxAgeMs: number): boolean {
    return this.clock.now() - since < maxAgeMs && this.client.writeCount(address) === writes;
  }
}
