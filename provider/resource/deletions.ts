import type { Connection } from "../atlas/connection";
import { Listing } from "../atlas/listing";
import { workspaceKey } from "../atlas/workspaceQueue";
import { type Address, nameOf } from "../connections/address";
import { lostWrites } from "../messages/lostWrites";
import { operations } from "../messages/operations";
import type { Runtime } from "../process/runtime";
import { memoized } from "../shared/memoized";
import { LastOfRun } from "./lastOfRun";
import { ConnectionFailedError } from "./reconcile/errors";
import { waitUntilGone } from "./reconcile/wait";
import { type Deletion, sendDelete } from "./sendDelete";

/** Milliseconds. Atlas has lost the deletion of a connection that is not DELETING after that. */
const lostAfterMs = 10_000;
const maxResends = 3;

export const deletionsOf = memoized((runtime: Runtime) => new Deletions(runtime), new WeakMap());

/**
 * The deletions of one process, which share requests: one list per workspace before they begin, and one after the last
 * of them. So all connections are gone when the last deletion of a run returns, and no request is spent on each alone.
 */
class Deletions {
  private readonly listings = new Map<string, Listing>();
  private unverified: Deletion[] = [];
  private readonly lastOfRun: LastOfRun;

  constructor(private readonly runtime: Runtime) {
    this.lastOfRun = new LastOfRun(runtime.clock);
  }

  /** Runs one deletion. The last one of a run verifies all. */
  async run(deletion: () => Promise<void>): Promise<void> {
    this.lastOfRun.start();
    try {
      await deletion();
    } finally {
      if (await this.lastOfRun.end()) await this.verify();
    }
  }

  /** The connection in the list of its workspace, from before the first deletion there. Undefined if it is not listed. */
  async listed({ connectionName, ...workspace }: Address): Promise<Connection | undefined> {
    const key = workspaceKey(workspace);
    const listing = this.listings.get(key) ?? new Listing(this.runtime.client, workspace);
    this.listings.set(key, listing);
    return listing.find(connectionName);
  }

  /** For a connection that Atlas deletes at once. */
  verifyLater(deletion: Deletion): void {
    this.unverified.push(deletion);
  }

  /** Waits until Atlas no longer shows the connection. Sends the DELETE again when Atlas has lost it. */
  async waitUntilGone(deletion: Deletion, { trustsList = false } = {}): Promise<void> {
    const { runtime } = this;
    const { address, connectionId, deadline } = deletion;
    const name = nameOf(address);
    let resends = 0;
    let sentAt = runtime.clock.now();
    const onShown = async ({ state }: Connection) => {
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
    };
    await waitUntilGone(runtime, address, deadline, connectionId, { trustsList, onShown });
  }

  private async verify(): Promise<void> {
    const deletions = this.unverified;
    this.unverified = [];
    await Promise.all(deletions.map((deletion) => this.waitUntilGone(deletion, { trustsList: true })));
  }
}
