import type { Connection } from "../atlas/connection";
import type { Desired } from "../connections/desired";
import { outputsOf } from "../connections/inputs";
import { markSecrets } from "../connections/secrets";
import { stateOf } from "../connections/state";
import type { JsonObject } from "../shared/json";

/**
 * The outputs that a hook returns: the echoed inputs and what Atlas adds, with secrets marked.
 *
 * @param adoptionId from the resource's old outputs, or from a new adoption.
 */
export function markedOutputs(
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
