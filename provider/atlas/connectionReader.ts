import type { Address } from "../connections/address";
import type { Clock } from "../shared/clock";
import type { AtlasClient } from "./client";
import type { Connection } from "./connection";
import { workspaceKey } from "./workspaceQueue";

/**
 * How old a listing may be for a refresh: that of hundreds of connections comes in waves, and waits for Atlas' rate
 * limit between them.
 */
const refreshMaxAgeMs = 60_000;
/** One page is all that is fetched: a program's few connections must not page through somebody's thousands. */
const itemsPerPage = 500;

/** What was read of a workspace, between two of our own writes there. */
interface Reads {
  /** When the last of it was read, in milliseconds since the epoch. */
  since: number;
  /** The workspace's count of writes then. */
  writes: number;
  /** Connections by name; asked for by the second read, since one alone is cheaper by itself. */
  listing: Promise<ReadonlyMap<string, Connection>> | undefined;
}

/**
 * Reads connections with few requests: a read that comes alone gets its connection; the next one of the workspace, or one
 * of several at once in a refresh, lists the workspace, and all others are answered from that list, unless it is too old,
 * or older than our own last write there. What the list does not have is asked for by itself.
 */
export class ConnectionReader {
  private readonly workspaces = new Map<string, Reads>();
  private inFlight = 0;

  constructor(
    private readonly client: AtlasClient,
    private readonly clock: Clock,
  ) {}

  /**
   * @param maxAgeMs how old the answer may be, in milliseconds; default a minute.
   * @throws what `AtlasClient.get` throws; a list that fails is only done without.
   */
  async read(address: Address, maxAgeMs = refreshMaxAgeMs): Promise<Connection> {
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
      // Several at once are a refresh of many, in which a workspace's first read is hardly its only one.
      const isAmongMany = this.inFlight > 1 && maxAgeMs >= refreshMaxAgeMs;
      if (!isAmongMany) return this.client.get(address);
    }
    reads.listing ??= this.list(address).finally(() => {
      // A list may have waited for its turn; its age is that of its answer.
      reads.since = this.clock.now();
    });
    const found = (await reads.listing).get(address.connectionName);
    return found && this.isFresh(reads, address, maxAgeMs) ? found : this.client.get(address);
  }

  private isFresh({ since, writes }: Reads, address: Address, maxAgeMs: number): boolean {
    return this.clock.now() - since < maxAgeMs && this.client.writeCount(address) === writes;
  }

  private async list(address: Address): Promise<ReadonlyMap<string, Connection>> {
    try {
      const { results } = await this.client.list(address, 1, itemsPerPage);
      return new Map(results.map((connection) => [connection.name, connection]));
    } catch {
      // Some roles may read a connection and not list them; the read by itself tells what is really wrong.
      return new Map();
    }
  }
}
