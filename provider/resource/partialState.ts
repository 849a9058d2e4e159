import type { Connection } from "../atlas/connection";
import { idOf } from "../connections/address";
import type { Desired } from "../connections/desired";
import { inputsFromAtlas } from "../connections/drift";
import { providerKey } from "../connections/inputs";
import { InitializationError } from "../process/initializationError";
import type { JsonObject } from "../shared/json";
import { type Hidden, markedOutputs } from "./outputs";
import { ConnectionFailedError, LostWriteError } from "./reconcile/errors";

/**
 * The error of an operation that fails after Atlas has accepted the connection. The connection stays in the state, and the
 * next `pulumi up` continues.
 *
 * @param properties as the hook received them, with `__provider`.
 */
export function partialState(
  properties: JsonObject,
  desired: Desired,
  connection: Connection,
  hidden: Hidden,
  error: unknown,
): InitializationError {
  const outs = outputsAfter(error, desired, connection, hidden);
  return new InitializationError(
    idOf(desired.address, connection),
    { ...outs, [providerKey]: properties[providerKey] },
    error as Error,
  );
}

function outputsAfter(
  error: unknown,
  { type, address, inputs }: Desired,
  connection: Connection,
  hidden: Hidden,
): JsonObject {
  if (error instanceof LostWriteError) {
    // The state holds what Atlas shows, so that the next update finds the difference and sends it again. A connection of
    // another type shows none of the fields: as PENDING with all of them, the next run would take it for ours.
    const shown = inputsFromAtlas(type, inputs, error.connection, address);
    return markedOutputs(shown, error.connection, { ...hidden, recorded: {} });
  }
  const state = error instanceof ConnectionFailedError ? "FAILED" : "PENDING";
  return markedOutputs(inputs, { ...connection, state }, hidden);
}
