import { type Connection, maxItemsPerPage } from "../atlas/connection";
import { listFirstPage } from "../atlas/listAll";
import { workspaceKey } from "../atlas/workspaceQueue";
import { type Address, nameOf } from "../connections/address";
import { lostWrites } from "../messages/lostWrites";
import { operations } from "../messages/operations";
import type { Runtime } from "../process/runtime";
import { ConnectionFailedError } from "./reconcile/errors";
import { waitUntilGone } from "./reconcile/wait";
import { type Deletion, sendDelete } from "./sendDelete";

/** Milliseconds. Atlas has lost the deletion of a connection that is not DELETING after that. */
const lostAfterMs = 10_000;
const maxResends = 3;

type Listing = ReadonlyMap<string, Connection>;

const ofRuntime = new WeakMap<Runtime, Deletions>();

export function deletionsOf(runtime: Runtime): Deletions {
  const deletions = ofRuntime.get(runtime) ?? new Deletions(runtime);
  ofRuntime.set(runtime, deletions);
  return deletions;
}

/**
 * The deletions of one process, which share requests: one list per workspace before they begin, and one after the last
 * of them. So all connections are gone when the last deletion of a run returns, and no request is spent on each alone.
 */
class Deletions {
  private readonly listings = new Map<string, Promise<Listing | undefined>>();
  private unverified: Deletion[] = [];
  private inFlight = 0;

  constructor(private readonly runtime: Runtime) {}

  /** Runs one deletion. The last one of those that run together verifies all. */
  async run(deletion: () => Promise<void>): Promise<void> {
    this.inFlight++;
    try {
      await deletion();
    } finally {
      this.inFlight--;
      if (this.inFlight === 0) await this.verify();
    }
  }

  /** The connection in the list of its workspace, from before the first deletion there. Undefined if it is not listed. */
  async listed({ connectionName, ...workspace }: Address): Promise<Connection | undefined> {
    const key = workspaceKey(workspace);
    const listing = this.listings.get(key) ?? listFirstPage(this.runtime.client, workspace);
    this.listings.set(key, listing);
    return (await listing)?.get(connectionName);
  }

  /** For a connection that Atlas deletes at once. */
  verifyLater(deletion: Deletion): void {
    this.unverified.push(deletion);
  }

  /** Waits until Atlas no longer shows the connection. Sends the DELETE again when Atlas has lost it. */
  async waitUntilGone(deletion: Deletion): Promise<void> {
    const { runtime } = this;
    const { address, connectionId, deadline } = deletion;
    const name = nameOf(address);
    let resends = 0;
    let sentAt = runtime.clock.now();
    await waitUntilGone(runtime, address, deadline, connectionId, async ({ state }) => {
      const isLost = (state ?? "DELETING") !== "DELETING" && runtime.clock.now() - sentAt >= lostAfterMs;
      if (!isLost) return;
      if (resends === maxResends) {
        if (state !== "FAILED") return;
        throw new ConnectionFailedError(operations.deletionFailed.text(name, resends + 1));
      }
      runtime.log(lostWrites.resent.text.deletion(name));
      await sendDelete(runtime, deletion);
      resends++;
      sentAt = runtime.clock.now();
    });
  }

  private async verify(): Promise<void> {
    const deletions = this.unverified;
    this.unverified = [];
    const workspaces = new Set(deletions.map(({ address }) => workspaceKey(address)));
    const inWorkspace = (key: string) => deletions.filter(({ address }) => workspaceKey(address) === key);
    await Promise.all([...workspaces].map((key) => this.verifyIn(inWorkspace(key))));
  }

  /** @param deletions those of one workspace. */
  private async verifyIn(deletions: readonly Deletion[]): Promise<void> {
    const [first] = deletions;
    // A GET of one connection is as cheap as a list, and certain.
    const listing =
      first && deletions.length > 1 ? await listFirstPage(this.runtime.client, first.address) : undefined;
    const isGone = ({ address, connectionId }: Deletion) => {
      if (!listing || listing.size >= maxItemsPerPage) return false;
      const shown = listing.get(address.connectionName);
      return !shown || (connectionId !== undefined && shown.id !== connectionId);
    };
    const shown = deletions.filter((deletion) => !isGone(deletion));
    await Promise.all(shown.map((deletion) => this.waitUntilGone(deletion)));
  }
}
