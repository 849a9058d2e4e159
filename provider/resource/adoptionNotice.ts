import type { Connection } from "../atlas/connection";
import { listAll } from "../atlas/listAll";
import { type Workspace, workspaceKey } from "../atlas/workspaceQueue";
import { addressKeys } from "../connections/address";
import { type Desired, parseDesired } from "../connections/desired";
import { programInputs } from "../connections/inputs";
import { immutableMismatches, mismatchedFields } from "../connections/mismatch";
import { isUnknown, isUnknownAt } from "../connections/unknown";
import { preview } from "../messages/preview";
import type { Runtime } from "../process/runtime";
import type { JsonObject } from "../shared/json";

/** Pages of a workspace that a preview reads. A larger workspace gets no notice for the rest. */
const maxPages = 4;
/** Maximum time a preview waits for the notices of one workspace, in milliseconds. */
const timeoutMs = 5_000;

type Listing = ReadonlyMap<string, Connection>;

/** The connections of each workspace by name, listed once per process. */
const listings = new WeakMap<Runtime, Map<string, Promise<Listing>>>();

/**
 * Logs in a preview that an existing connection will be taken over. This is the only request of `check`, and is sent
 * only for a new resource with `adopt`. Failures are ignored.
 */
export async function noticeAdoption(runtime: Runtime, olds: JsonObject, news: JsonObject): Promise<void> {
  const isNew = Object.keys(olds).length === 0;
  const inputs = programInputs(news);
  const isKnown = [...addressKeys, "type"].every((key) => !isUnknown(inputs[key]));
  if (!isNew || !isKnown || (inputs.adopt !== true && !runtime.adoptAll)) return;
  const desired = parseDesired(inputs);
  const { connectionName, ...workspace } = desired.address;
  const existing = (await listing(runtime, workspace)).get(connectionName);
  if (existing) runtime.log(notice(desired, existing));
}

/** Names fields, never values, because the existing connection may belong to another program. */
function notice(desired: Desired, existing: Connection): string {
  const { adoption, noAdoption } = preview;
  const name = desired.address.connectionName;
  if (existing.type !== desired.type) return noAdoption.text.type(name, existing.type);
  // A value that is unknown in the preview may turn out to be the same.
  const isKnown = (path: string) => !isUnknownAt(desired.inputs, path.split("."));
  const immutable = immutableMismatches(desired, existing).filter(isKnown);
  if (immutable.length > 0) return noAdoption.text.immutableFields(name, immutable.join(", "));
  const changed = mismatchedFields(desired, existing).filter(isKnown);
  return changed.length > 0 ? adoption.text.changed(name, changed.join(", ")) : adoption.text.unchanged(name);
}

function listing(runtime: Runtime, workspace: Workspace): Promise<Listing> {
  const ofRuntime = listings.get(runtime) ?? new Map<string, Promise<Listing>>();
  listings.set(runtime, ofRuntime);
  const key = workspaceKey(workspace);
  const listed = ofRuntime.get(key) ?? listWithin(timeoutMs, runtime, workspace);
  ofRuntime.set(key, listed);
  return listed;
}

/** Empty when Atlas fails, or does not respond in time. */
function listWithin(ms: number, { client, clock }: Runtime, workspace: Workspace): Promise<Listing> {
  const empty: Listing = new Map();
  const timeout = clock.sleep(ms).then(() => empty);
  return Promise.race([listAll(client, workspace, maxPages), timeout]).catch(() => empty);
}
