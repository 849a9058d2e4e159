import type { Connection } from "../atlas/connection";
import { isRetryable } from "../atlas/errors/classify";
import { AtlasApiError } from "../atlas/errors/responseErrors";
import { listAll } from "../atlas/listAll";
import { type Workspace, workspaceKey } from "../atlas/workspaceQueue";
import type { Runtime } from "../process/runtime";
import { memoized } from "../shared/memoized";

/** Pages of a workspace that a preview reads. A larger workspace gets no notice for the rest. */
const maxPages = 4;
/** Maximum time a preview waits for one list, and for all lists that fail, in milliseconds. */
export const listTimeoutMs = 5_000;
/** Maximum time a preview waits for all lists, in milliseconds. `check` runs for one resource at a time. */
export const totalTimeoutMs = 15_000;
/** The time of a list that fails counts this many times. */
const failureWeight = totalTimeoutMs / listTimeoutMs;

/** What Atlas says about a workspace: its connections by name, or why it does not show them. */
type Listing = { connections: ReadonlyMap<string, Connection> } | { refusal: AtlasApiError };

export const listingsOf = memoized((runtime: Runtime) => new WorkspaceListings(runtime), new WeakMap());

/** The lists for the notices of a preview: one per workspace and process, each request sent once. */
class WorkspaceListings {
  private readonly listings = new Map<string, Promise<Listing | undefined>>();
  private remainingMs = totalTimeoutMs;

  constructor(private readonly runtime: Runtime) {}

  /** Undefined when Atlas cannot be reached or is too slow. Never throws. */
  listing(workspace: Workspace): Promise<Listing | undefined> {
    const key = workspaceKey(workspace);
    const listing = this.listings.get(key) ?? this.request(workspace, this.listings.size === 0);
    this.listings.set(key, listing);
    return listing;
  }

  private async request(workspace: Workspace, isFirst: boolean): Promise<Listing | undefined> {
    const { runtime } = this;
    // An update needs no notices. It begins to write after its first check, so it costs one list.
    if (!isFirst && (await runtime.writes.beginSoon())) return undefined;
    if (this.remainingMs <= 0) return undefined;
    const { clock } = runtime;
    const start = clock.now();
    const timeout = clock.sleep(Math.min(listTimeoutMs, this.remainingMs)).then(() => undefined);
    const listing = await Promise.race([list(runtime, workspace), timeout]);
    this.remainingMs -= (clock.now() - start) * (listing ? 1 : failureWeight);
    return listing;
  }
}

async function list({ noticeClient }: Runtime, workspace: Workspace): Promise<Listing | undefined> {
  try {
    return { connections: await listAll(noticeClient, workspace, maxPages) };
  } catch (error) {
    return error instanceof AtlasApiError && !isRetryable(error) ? { refusal: error } : undefined;
  }
}
