import type { UpdateResult } from "@pulumi/pulumi/dynamic";
import type { Connection } from "../atlas/connection";
import { kindOf } from "../connections/address";
import { isForAtlas } from "../connections/common";
import { differences } from "../connections/compare";
import { parseDesired } from "../connections/desired";
import { echoedInputs, programInputs } from "../connections/inputs";
import { record } from "../connections/mismatch";
import { hasPrivateNetworking } from "../connections/networking";
import { recordedIn } from "../connections/recorded";
import { comparable, concealRecorded } from "../connections/secrets";
import { operations } from "../messages/operations";
import type { Runtime } from "../process/runtime";
import type { JsonObject } from "../shared/json";
import { connectionFromOutputs, type Hidden, markedOutputs } from "./outputs";
import { partialState } from "./partialState";
import { Progress } from "./reconcile/progress";
import { reconcile, sendInputs } from "./reconcile/reconcile";
import { deadlineOf } from "./reconcile/wait";
import { revealed } from "./revealed";
import { logNewSpellings } from "./spellings";

/**
 * PATCH, then wait for READY where Atlas may take long. A change of only `adopt` and `timeouts` sends no request, and a
 * connection that an earlier operation left PENDING is only waited for.
 */
export async function update(
  runtime: Runtime,
  olds: JsonObject,
  news: JsonObject,
  id = "",
): Promise<UpdateResult> {
  const before = echoedInputs(olds);
  const hasChanged = mustSend(...comparable(before, programInputs(news)));
  const desired = parseDesired(hasChanged ? revealed(runtime, news) : news, kindOf(id), id);
  const { inputs } = desired;
  const deadline = deadlineOf("update", desired.timeouts, runtime.clock);
  const recorded = recordedIn(olds);
  const old = connectionFromOutputs(desired, olds);
  let connection = old;
  const hidden: Hidden = { adoptionId: olds.adoptionId, recorded };
  if (hasChanged) {
    connection = patched(old, await sendInputs(runtime, desired, before, { recorded }));
    hidden.recorded = concealRecorded(record(desired, connection), inputs);
    if (old.id && connection.id !== old.id) runtime.log(operations.successorUpdated.text(old.name));
  }
  // The response to a PATCH has no state. Only private networking takes a READY connection back to PENDING.
  const mustObserve =
    old.state !== "READY" || (hasChanged && (hasPrivateNetworking(inputs) || runtime.verifyWrites));
  try {
    if (mustObserve) {
      const progress = Progress.ofExisting(runtime, desired, deadline, connection, hasChanged);
      connection = await reconcile(progress);
      if (hasChanged) hidden.recorded = concealRecorded(record(desired, connection), inputs);
    }
  } catch (error) {
    throw partialState(news, desired, connection, hidden, error);
  }
  logNewSpellings(runtime, desired, hidden.recorded, recorded);
  return { outs: markedOutputs(inputs, connection, hidden) };
}

/** The connection after a PATCH, whose response has no state, and on older servers neither id nor region. */
function patched(old: Connection, response: Connection): Connection {
  return { ...response, state: old.state, id: response.id ?? old.id, region: response.region ?? old.region };
}

/** As `diff` has said in the preview. A change of the region is a replacement. */
function mustSend(before: JsonObject, after: JsonObject): boolean {
  const { type, address } = parseDesired(after);
  return differences(type, before, after, address).some(
    ({ path }) => path[0] !== "region" && isForAtlas(path),
  );
}
