import type { Connection } from "../../atlas/connection";
import type { Address } from "../../connections/address";
import { inputsFromAtlas } from "../../connections/drift";
import { isConnectionType } from "../../connections/types";
import type { Runtime } from "../../process/runtime";
import type { JsonObject } from "../../shared/json";
import { applyInputs } from "./apply";
import { disagreements } from "./mismatchedFields";
import { type Deadline, waitUntilReady } from "./wait";

/** How long after a write, in milliseconds, one looks whether it is still there: until then a concurrent write of somebody else may undo it. */
const pauseMs = 2_000;
const maxLooks = 3;

/** What Atlas has accepted is not what it shows. */
export class LostWriteError extends Error {
  override readonly name = "LostWriteError" as const;

  constructor(
    fields: readonly string[],
    /** As Atlas shows it. */
    readonly connection: Connection,
  ) {
    super(
      `Atlas has accepted ${fields.join(", ")} ${maxLooks} times, and shows something else each time. ` +
        "See whether another program writes to the same workspace; then run pulumi up again",
    );
  }
}

/**
 * Waits until Atlas shows the connection READY and as the program wants it: where Atlas has lost fields again, they
 * are sent once more.
 *
 * @param answer Atlas' answer to the write: what it writes differently there was not lost. Undefined after an update,
 * whose answer was compared already.
 * @throws LostWriteError, and what `waitUntilReady` and `applyInputs` throw.
 */
export async function settle(
  runtime: Runtime,
  address: Address,
  inputs: JsonObject,
  deadline: Deadline,
  answer?: Connection,
): Promise<Connection> {
  const { type } = inputs;
  const rewritten = answer ? disagreements(inputs, answer, address) : [];
  for (let look = 1; ; look++) {
    if (runtime.verifyWrites || look > 1) await runtime.clock.sleep(pauseMs);
    const connection = await waitUntilReady(runtime, address, deadline);
    const lost = disagreements(inputs, connection, address).filter((field) => !rewritten.includes(field));
    if (lost.length === 0) return connection;
    if (look === maxLooks || !isConnectionType(type) || connection.type !== type)
      throw new LostWriteError(lost, connection);
    runtime.log(
      `Atlas has lost ${lost.join(", ")} of connection ${address.connectionName}; sending it again`,
    );
    await applyInputs(runtime, address, inputs, inputsFromAtlas(type, {}, connection, address));
  }
}
