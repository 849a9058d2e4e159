import type { Connection } from "../atlas/connection";
import { formatId } from "../connections/address";
import { inputsFromAtlas } from "../connections/drift";
import { isConnectionType } from "../connections/types";
import type { JsonObject } from "../shared/json";
import { InitializationError } from "./initializationError";
import { addressOf, outputs, providerKey } from "./outputs";
import { LostWriteError } from "./reconcile/settle";
import { ConnectionFailedError } from "./reconcile/wait";

/**
 * What to throw when a connection exists, but something went wrong after that: it stays in the state, and the next
 * `pulumi up` goes on where this one ended.
 *
 * @param props the properties as the hook got them, with `__provider`.
 */
export function kept(
  props: JsonObject,
  inputs: JsonObject,
  connection: Pick<Connection, "state" | "id" | "region">,
  adoptionId: unknown,
  error: unknown,
): InitializationError {
  const address = addressOf(inputs);
  const properties = { ...asKnown(inputs, connection, adoptionId, error), [providerKey]: props[providerKey] };
  return new InitializationError(formatId(address), properties, error as Error);
}

function asKnown(
  inputs: JsonObject,
  connection: Pick<Connection, "state" | "id" | "region">,
  adoptionId: unknown,
  error: unknown,
): JsonObject {
  // The state tells what Atlas shows, so that the next update finds the difference and sends it again.
  if (error instanceof LostWriteError && isConnectionType(inputs.type)) {
    const theirs = inputsFromAtlas(inputs.type, inputs, error.connection, addressOf(inputs));
    return outputs(theirs, error.connection, adoptionId);
  }
  const state = error instanceof ConnectionFailedError ? "FAILED" : "PENDING";
  return outputs(inputs, { ...connection, state }, adoptionId);
}
