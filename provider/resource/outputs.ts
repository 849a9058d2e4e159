import type { Connection } from "../atlas/connection";
import type { Desired } from "../connections/desired";
import { outputsOf } from "../connections/inputs";
import { type Recorded, recordedKey } from "../connections/recorded";
import { markRecorded, markSecrets } from "../connections/secrets";
import { stateOf } from "../connections/state";
import type { JsonObject } from "../shared/json";

/** What outputs hold beside inputs and connection. */
export interface Hidden {
  /** Of the resource's outputs, or of an adoption that has just taken place. */
  adoptionId: unknown;
  recorded: Recorded;
}

/** What a hook returns as outputs: the inputs echoed, what Atlas adds, secrets marked. */
export function markedOutputs(
  inputs: JsonObject,
  { state, id, region }: Pick<Connection, "state" | "id" | "region">,
  { adoptionId, recorded }: Hidden,
): JsonObject {
  const outputs = outputsOf(inputs, {
    state,
    id,
    region,
    adoptionId: typeof adoptionId === "string" ? adoptionId : undefined,
  });
  const hasRecord = Object.keys(recorded).length > 0;
  return {
    ...markSecrets(outputs),
    ...(hasRecord ? { [recordedKey]: markRecorded(recorded, inputs) } : {}),
  };
}

/** The connection that a resource's outputs describe. */
export function connectionFromOutputs({ type, address }: Desired, outputs: JsonObject): Connection {
  const text = (value: unknown) => (typeof value === "string" ? value : undefined);
  return {
    name: address.connectionName,
    type,
    state: stateOf({ state: text(outputs.state) }),
    id: text(outputs.connectionId),
    region: text(outputs.region),
  };
}
