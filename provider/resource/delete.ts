import { hasCode, isGone } from "../atlas/errors/kinds";
import { retryNotFoundByAge } from "../atlas/retryNotFound";
import { type Address, parseId } from "../connections/address";
import { parseTimeouts } from "../connections/timeouts";
import type { Runtime } from "../process/runtime";
import type { JsonObject } from "../shared/json";
import { ConnectionFailedError } from "./reconcile/errors";
import { Backoff, type Deadline, deadlineOf, waitUntilGone } from "./reconcile/wait";

/** Milliseconds. Atlas has lost the deletion of a connection that is not DELETING after that. */
const lostAfterMs = 10_000;
const maxResends = 3;

/** DELETE, then wait until Atlas no longer shows the connection. One that is gone already is success. */
export async function deleteConnection(runtime: Runtime, id: string, olds: JsonObject): Promise<void> {
  const { clock, log, owners } = runtime;
  const { connectionId } = olds;
  const address = parseId(id);
  const { connectionName } = address;
  if (owners.isOwnedByAnother(id, olds)) {
    log(`connection ${connectionName} is left alone, because another resource of the program has it`);
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
      throw new ConnectionFailedError(
        `Atlas reports connection ${connectionName} as FAILED, although it has accepted its deletion ${resends + 1} times`,
      );
    }
    log(`Atlas has lost the deletion of connection ${connectionName}; sending it again`);
    await sendDelete(runtime, address, connectionId, deadline);
    resends++;
    sentAt = clock.now();
  });
}

/** Sends the DELETE, again and again while Atlas still deploys the connection. */
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
      if (isGone(error)) return;
      if (!hasCode(error, "STREAM_KAFKA_CONNECTION_IS_DEPLOYING")) throw error;
    }
    await backoff.pause(
      `connection ${address.connectionName} to be deployed, before which Atlas does not delete it`,
    );
  }
}

async function deleteOnce({ client }: Runtime, address: Address): Promise<void> {
  try {
    await client.delete(address);
  } catch (error) {
    // An earlier attempt without a response has deleted it.
    if (!isGone(error) || error.attempts === 1) throw error;
  }
}
