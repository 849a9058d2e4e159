import { hasCode, isNotFound } from "../atlas/errors/classify";
import { retryNotFoundByAge } from "../atlas/retryNotFound";
import { type Address, parseId } from "../connections/address";
import { parseTimeouts } from "../connections/timeouts";
import { lostWrites } from "../messages/lostWrites";
import { operations } from "../messages/operations";
import { waiting } from "../messages/waiting";
import type { Runtime } from "../process/runtime";
import type { JsonObject } from "../shared/json";
import { ConnectionFailedError } from "./reconcile/errors";
import { Backoff, type Deadline, deadlineOf, waitUntilGone } from "./reconcile/wait";

/** Milliseconds after which a deleted connection must be DELETING. Otherwise Atlas has lost the deletion. */
const lostAfterMs = 10_000;
const maxResends = 3;

/** DELETE, then wait until Atlas no longer shows the connection. A missing connection is success. */
export async function deleteConnection(runtime: Runtime, id: string, olds: JsonObject): Promise<void> {
  const { clock, log, owners } = runtime;
  const { connectionId } = olds;
  const address = parseId(id);
  const { connectionName } = address;
  if (owners.isOwnedByAnother(id, olds)) {
    log(operations.notDeleted.text(connectionName));
    return;
  }
  const deadline = deadlineOf("delete", parseTimeouts(olds), clock);
  await sendDelete(runtime, address, connectionId, deadline);
  let resends = 0;
  let sentAt = clock.now();
  await waitUntilGone(runtime, address, deadline, connectionId, async ({ state }) => {
    const isLost = (state ?? "DELETING") !== "DELETING" && clock.now() - sentAt >= lostAfterMs;
    if (!isLost) return;
    if (resends === maxResends) {
      if (state !== "FAILED") return;
      throw new ConnectionFailedError(operations.deletionFailed.text(connectionName, resends + 1));
    }
    log(lostWrites.resent.text.deletion(connectionName));
    await sendDelete(runtime, address, connectionId, deadline);
    resends++;
    sentAt = clock.now();
  });
}

/** Sends the DELETE. Repeats it while Atlas still deploys the connection, because Atlas refuses it until then. */
async function sendDelete(
  runtime: Runtime,
  address: Address,
  connectionId: unknown,
  deadline: Deadline,
): Promise<void> {
  const backoff = new Backoff(runtime, deadline);
  for (;;) {
    try {
      return await retryNotFoundByAge(runtime, connectionId, () => deleteOnce(runtime, address));
    } catch (error) {
      if (isNotFound(error)) return;
      if (!hasCode(error, "STREAM_KAFKA_CONNECTION_IS_DEPLOYING")) throw error;
    }
    await backoff.pause(waiting.what.text.deployed(address.connectionName));
  }
}

async function deleteOnce({ client }: Runtime, address: Address): Promise<void> {
  try {
    await client.delete(address);
  } catch (error) {
    // An earlier attempt without a response has deleted it.
    if (!isNotFound(error) || error.attempts === 1) throw error;
  }
}
