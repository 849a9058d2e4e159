import type { CreateResult } from "@pulumi/pulumi/dynamic";
import type { Connection } from "../atlas/connection";
import { parseDesired } from "../connections/desired";
import { newAdoptionId } from "../process/owners";
import type { Runtime } from "../process/runtime";
import type { JsonObject } from "../shared/json";
import { markedOutputs } from "./outputs";
import { partialState } from "./partialState";
import { Progress } from "./reconcile/progress";
import { reconcile } from "./reconcile/reconcile";
import { deadlineOf } from "./reconcile/wait";

/** POST, then wait for READY. Once Atlas has accepted the connection, a failure leaves it in the state. */
export async function create(runtime: Runtime, properties: JsonObject): Promise<CreateResult> {
  const desired = parseDesired(properties);
  const progress = new Progress(runtime, desired, deadlineOf("create", desired.timeouts, runtime.clock));
  try {
    const connection = await reconcile(progress);
    const outs = markedOutputs(desired.inputs, connection, adoptionIdOf(progress, connection));
    runtime.owners.record(desired.id, outs);
    return { id: desired.id, outs };
  } catch (error) {
    const { accepted } = progress;
    if (!accepted) throw error;
    const failure = partialState(properties, desired, accepted, adoptionIdOf(progress, accepted), error);
    runtime.owners.record(desired.id, failure.properties);
    throw failure;
  }
}

/** On servers older than 2026, connections have no id, so only an adoption id distinguishes two resources with one name. */
function adoptionIdOf({ adoptionId }: Progress, { id }: Connection): string | undefined {
  return adoptionId ?? (id ? undefined : newAdoptionId());
}
