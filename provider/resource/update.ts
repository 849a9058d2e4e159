import { isDeepStrictEqual } from "node:util";
import type { UpdateResult } from "@pulumi/pulumi/dynamic";
import type { Connection } from "../atlas/connection";
import { providerFields } from "../connections/common";
import { parseDesired } from "../connections/desired";
import { echoedInputs } from "../connections/inputs";
import { hasPrivateNetworking } from "../connections/networking";
import type { Runtime } from "../process/runtime";
import type { JsonObject } from "../shared/json";
import { connectionFromOutputs, markedOutputs } from "./outputs";
import { partialState } from "./partialState";
import { Progress } from "./reconcile/progress";
import { reconcile, sendInputs } from "./reconcile/reconcile";
import { deadlineOf } from "./reconcile/wait";

/**
 * PATCH, then wait for READY where Atlas may take long. A change of only `adopt` and `timeouts` sends no request, and a
 * connection that an earlier operation left PENDING is only waited for.
 */
export async function update(runtime: Runtime, olds: JsonObject, news: JsonObject): Promise<UpdateResult> {
  const desired = parseDesired(news);
  const { inputs } = desired;
  const deadline = deadlineOf("update", desired.timeouts, runtime.clock);
  const before = echoedInputs(olds);
  const hasChanged = !isDeepStrictEqual(sentInputs(before), sentInputs(inputs));
  const old = connectionFromOutputs(desired, olds);
  const connection = hasChanged
    ? { ...old, ...idAndRegion(await sendInputs(runtime, desired, before)) }
    : old;
  // The response to a PATCH has no state. Only private networking takes a READY connection back to PENDING.
  const mustObserve =
    old.state !== "READY" || (hasChanged && (hasPrivateNetworking(inputs) || runtime.verifyWrites));
  if (!mustObserve) return { outs: markedOutputs(inputs, connection, olds.adoptionId) };
  try {
    const progress = Progress.ofExisting(runtime, desired, deadline, connection, hasChanged);
    return { outs: markedOutputs(inputs, await reconcile(progress), olds.adoptionId) };
  } catch (error) {
    throw partialState(news, desired, connection, olds.adoptionId, error);
  }
}

/** The id and the region in a response to PATCH. Older servers return neither. */
function idAndRegion({ id, region }: Connection): Partial<Connection> {
  return { ...(id ? { id } : {}), ...(region ? { region } : {}) };
}

function sentInputs(inputs: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(inputs).filter(([key]) => !providerFields.some((own) => own === key)),
  );
}
