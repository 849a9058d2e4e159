import type { CreateResult } from "@pulumi/pulumi/dynamic";
import type { Connection } from "../atlas/connection";
import { idOf, type Kind } from "../connections/address";
import { type Desired, parseDesired } from "../connections/desired";
import { record } from "../connections/mismatch";
import { isOtherRegion } from "../connections/region";
import { newAdoptionId } from "../process/owners";
import type { Runtime } from "../process/runtime";
import type { JsonObject } from "../shared/json";
import { type Hidden, markedOutputs } from "./outputs";
import { partialState } from "./partialState";
import { Progress } from "./reconcile/progress";
import { reconcile } from "./reconcile/reconcile";
import { deadlineOf } from "./reconcile/wait";
import { revealed } from "./revealed";
import { logNewSpellings } from "./spellings";

/** POST, then wait for READY. Once Atlas has accepted the connection, a failure leaves it in the state. */
export async function create(
  runtime: Runtime,
  properties: JsonObject,
  kind: Kind = "connection",
): Promise<CreateResult> {
  const desired = parseDesired(revealed(runtime, properties), kind);
  const progress = new Progress(runtime, desired, deadlineOf("create", desired.timeouts, runtime.clock));
  try {
    const connection = await reconcile(progress);
    const hidden = hiddenOf(desired, progress, connection);
    const isRespelled = isOtherRegion(desired.inputs.region, connection.region);
    const region = isRespelled ? { region: { value: connection.region } } : {};
    logNewSpellings(runtime, desired, { ...hidden.recorded, ...region });
    const outs = markedOutputs(desired.inputs, connection, hidden);
    const id = idOf(desired.address, connection);
    runtime.owners.record(id, outs);
    return { id, outs };
  } catch (error) {
    const { accepted } = progress;
    if (!accepted) throw error;
    const failure = partialState(properties, desired, accepted, hiddenOf(desired, progress, accepted), error);
    runtime.owners.record(failure.id, failure.properties);
    throw failure;
  }
}

function hiddenOf(desired: Desired, { adoptionId }: Progress, connection: Connection): Hidden {
  // A server older than 2026 gives connections no id that tells two resources of one name apart.
  const id = adoptionId ?? (connection.id ? undefined : newAdoptionId());
  return { adoptionId: id, recorded: record(desired, connection) };
}
