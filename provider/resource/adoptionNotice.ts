import type { Connection } from "../atlas/connection";
import { listAll } from "../atlas/listAll";
import { type Workspace, workspaceKey } from "../atlas/workspaceQueue";
import { addressFields } from "../connections/address";
import { isUnknown } from "../connections/unknown";
import type { Runtime } from "../process/runtime";
import { type JsonObject, valueAt } from "../shared/json";
import { addressOf } from "./outputs";
import { fixedDifferences } from "./reconcile/adopt";
import { disagreements } from "./reconcile/mismatchedFields";

/** A workspace with more connections than these gets no notice for the rest: a preview must stay quick. */
const maxPages = 4;
/** So long a preview waits for a workspace's notices at most. */
const patienceMs = 5_000;

/** The connections of each workspace by name; asked for once a process. */
const listings = new WeakMap<Runtime, Map<string, Promise<ReadonlyMap<string, Connection>>>>();

/**
 * Says in a preview that an existing connection will be taken over: the one look at Atlas that comes with `check`, and
 * only for a new resource with `adopt`. Nothing that goes wrong with it matters.
 */
export async function noticeAdoption(runtime: Runtime, olds: JsonObject, inputs: JsonObject): Promise<void> {
  const isNew = Object.keys(olds).length === 0;
  const isKnown = Object.keys(addressFields).every((key) => !isUnknown(inputs[key]));
  if (!isNew || !isKnown || (inputs.adopt !== true && !runtime.adoptAll)) return;
  const { connectionName, ...workspace } = addressOf(inputs);
  const existing = (await listing(runtime, workspace)).get(connectionName);
  if (existing) runtime.log(`connection ${connectionName} exists already, ${outcome(inputs, existing)}`);
}

/** What `adopt` will make of it. Fields by their names, never a value: nobody knows who wrote what is there. */
function outcome(inputs: JsonObject, existing: Connection): string {
  const { type } = existing;
  if (type !== inputs.type) return `but its type is ${type}, so it cannot be taken over`;
  const address = addressOf(inputs);
  const fixed = fixedDifferences(inputs, existing, address).filter((path) => isKnownAt(inputs, path));
  if (fixed.length > 0)
    return `but differs in ${fixed.join(", ")}, which Atlas cannot change, so it cannot be taken over`;
  // What is not known yet may turn out to be the same.
  const changed = disagreements(inputs, existing, address).filter((path) => isKnownAt(inputs, path));
  return `and will be taken over${changed.length > 0 ? `, which changes its ${changed.join(", ")}` : ""}`;
}

/** Whether neither the value nor what should hold it is unknown yet. */
function isKnownAt(inputs: JsonObject, path: string): boolean {
  const keys = path.split(".");
  return keys.every((_, depth) => !isUnknown(valueAt(inputs, keys.slice(0, depth + 1))));
}

function listing(runtime: Runtime, workspace: Workspace): Promise<ReadonlyMap<string, Connection>> {
  const ofRuntime = listings.get(runtime) ?? new Map<string, Promise<ReadonlyMap<string, Connection>>>();
  listings.set(runtime, ofRuntime);
  const key = workspaceKey(workspace);
  const known = ofRuntime.get(key) ?? quickListing(runtime, workspace);
  ofRuntime.set(key, known);
  return known;
}

/** Empty where Atlas has not answered in time, or not well. */
function quickListing(
  { client, clock }: Runtime,
  workspace: Workspace,
): Promise<ReadonlyMap<string, Connection>> {
  const nothing = new Map<string, Connection>();
  const late = clock.sleep(patienceMs).then(() => nothing);
  return Promise.race([listAll(client, workspace, maxPages), late]).catch(() => nothing);
}
