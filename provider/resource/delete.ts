import { hasCode, isGone } from "../atlas/errors/kinds";
import { type Address, parseId } from "../connections/address";
import type { Runtime } from "../process/runtime";
import type { JsonObject } from "../shared/json";
import { despiteLagOf } from "./reconcile/retryNotFound";
import { ConnectionFailedError, type Deadline, deadlineOf, poll, waitUntilGone } from "./reconcile/wait";

/** A connection that after so many milliseconds is not even DELETING will not go by itself. */
const lostAfterMs = 10_000;
const maxRepeats = 3;

/** DELETE, then wait until Atlas no longer shows the connection. A connection that is gone already is success. */
export async function deleteConnection(runtime: Runtime, id: string, props: JsonObject): Promise<void> {
  const { clock, log, holders } = runtime;
  const { connectionId } = props;
  const address = parseId(id);
  if (holders.isHeldByAnother(id, props)) {
    log(`connection ${address.connectionName} is left alone, because another resource of the program has it`);
    return;
  }
  const deadline = deadlineOf("delete", props, runtime.clock);
  await sendDelete(runtime, address, connectionId, deadline);
  let repeats = 0;
  let sentAt = clock.now();
  await waitUntilGone(runtime, address, deadline, connectionId, async ({ state }) => {
    const isLost = (state ?? "DELETING") !== "DELETING" && clock.now() - sentAt >= lostAfterMs;
    if (!isLost) return;
    if (repeats === maxRepeats) {
      if (state !== "FAILED") return;
      throw new ConnectionFailedError(
        `Atlas reports connection ${address.connectionName} as FAILED, although it has accepted its deletion ${repeats + 1} times`,
      );
    }
    log(`Atlas has lost the deletion of connection ${address.connectionName}; sending it again`);
    await sendDelete(runtime, address, connectionId, deadline);
    repeats++;
    sentAt = clock.now();
  });
}

/** Sends the DELETE once Atlas takes it. A connection that is gone already is success. */
async function sendDelete(
  runtime: Runtime,
  address: Address,
  connectionId: unknown,
  deadline: Deadline,
): Promise<void> {
  const waitingFor = () =>
    `connection ${address.connectionName} to be deployed, before which Atlas does not delete it`;
  await poll(runtime, deadline, waitingFor, async () => {
    try {
      await despiteLagOf(runtime, connectionId, () => deleteOnce(runtime, address));
      return true;
    } catch (error) {
      if (isGone(error)) return true;
      if (hasCode(error, "STREAM_KAFKA_CONNECTION_IS_DEPLOYING")) return undefined;
      throw error;
    }
  });
}

async function deleteOnce({ client }: Runtime, address: Address): Promise<void> {
  try {
    await client.delete(address);
  } catch (error) {
    // An earlier attempt, whose answer was lost, has done it.
    if (!isGone(error) || error.attempts === 1) throw error;
  }
}
