import type { Connection } from "../atlas/connection";
import type { Desired } from "../connections/desired";
import { outputsOf } from "../connections/inputs";
import { markSecrets } from "../connections/secrets";
import { stateOf } from "../connections/state";
import type { JsonObject } from "../shared/json";

/**
 * What a hook returns as outputs: the inputs echoed, what Atlas adds, secrets marked.
 *
 * @param adoptionId of the resource's outputs, or of an adoption that has just taken place.
 */
export function outputsOfConnection(
  inputs: JsonObject,
  { state, id, region }: Pick<Connection, "state" | "id" | "region">,
  adoptionId: unknown,
): JsonObject {
  return markSecrets(
    outputsOf(inputs, {
      state,
      id: id ?? undefined,
      region: region ?? undefined,
      adoptionId: typeof adoptionId === "string" ? adoptionId : undefined,
    }),
  );
}

/** The connection as a resource's outputs describe it. */
export function connectionIn({ type, address }: Desired, outputs: JsonObject): Connection {
  const text = (value: unknown) => (typeof value === "string" ? value : undefined);
  return {
    name: address.connectionName,
    type,
    state: stateOf({ state: text(outputs.state) }),
    id: text(outputs.connectionId),
    region: text(outputs.region),
  };
}
