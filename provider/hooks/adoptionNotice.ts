import type { Connection } from "../atlas/connection";
import { listAll } from "../atlas/listAll";
import { type Workspace, workspaceKey } from "../atlas/workspaceQueue";
import { addressFields } from "../connections/address";
import type { JsonObject } from "../connections/json";
import { isUnknown } from "../connections/unknown";
import { addressOf } from "./result";
import type { Runtime } from "./runtime";

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
  const type = (await listing(runtime, workspace)).get(connectionName)?.type;
  if (type === undefined) return;
  const outcome =
    type === inputs.type ? "and will be taken over" : `but its type is ${type}, so it cannot be taken over`;
  runtime.log(`connection ${connectionName} exists already, ${outcome}`);
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
