import type { Connection } from "../atlas/connection";
import { hasCode, isNotFound, isWorkspaceNotFound } from "../atlas/errors/classify";
import { retryNotFoundByAge } from "../atlas/retryNotFound";
import { parseId } from "../connections/address";
import { hasPrivateNetworking } from "../connections/networking";
import { parseTimeouts } from "../connections/timeouts";
import { operations } from "../messages/operations";
import { waiting } from "../messages/waiting";
import type { Runtime } from "../process/runtime";
import type { JsonObject } from "../shared/json";
import { type Deletion, deletionsOf } from "./deletions";
import { observe } from "./reconcile/observe";
import { Backoff, deadlineOf } from "./reconcile/wait";

/**
 * DELETE, then wait until Atlas no longer shows the connection. A connection that is gone already is success. A connection
 * of the same name with another id is left alone.
 */
export async function deleteConnection(runtime: Runtime, id: string, olds: JsonObject): Promise<void> {
  const address = parseId(id);
  if (runtime.owners.isOwnedByAnother(id, olds)) {
    runtime.log(operations.notDeleted.text(address.connectionName));
    return;
  }
  const connectionId = typeof olds.connectionId === "string" ? olds.connectionId : undefined;
  const deadline = deadlineOf("delete", parseTimeouts(olds), runtime.clock);
  const deletion: Deletion = { address, connectionId, deadline };
  const deletions = deletionsOf(runtime, sendDelete);
  await deletions.run(async () => {
    if (!(await isOurs(runtime, deletion))) return;
    await sendDelete(runtime, deletion);
    if (hasPrivateNetworking(olds)) await deletions.waitUntilGone(deletion);
    else deletions.verifyLater(deletion);
  });
}

/** False when the connection is gone, or another one has its name. Without an id in the state, nothing can be compared. */
async function isOurs(runtime: Runtime, { address, connectionId }: Deletion): Promise<boolean> {
  if (connectionId === undefined) return true;
  let listed: Connection | undefined = await deletionsOf(runtime, sendDelete).listed(address);
  const get = async () => {
    const connection = listed ?? (await runtime.client.get(address));
    listed = undefined;
    return connection;
  };
  const observed = await observe(() => retryNotFoundByAge(runtime, connectionId, get));
  if (observed.status === "absent") {
    if (observed.isWorkspaceMissing)
      runtime.log(operations.workspaceMissing.text(address.workspaceName, address.connectionName));
    return false;
  }
  const { id } = observed.connection;
  if (!id || id === connectionId) return true;
  runtime.log(operations.successorKept.text(address.connectionName));
  return false;
}

/** Sends the DELETE, again and again while Atlas still deploys the connection. */
async function sendDelete(runtime: Runtime, { address, connectionId, deadline }: Deletion): Promise<void> {
  const { client, owners, log } = runtime;
  const { connectionName, workspaceName } = address;
  const backoff = new Backoff(runtime, deadline);
  for (;;) {
    try {
      await retryNotFoundByAge(runtime, connectionId, async () => {
        try {
          await client.delete(address);
        } catch (error) {
          // An earlier attempt without a response has deleted it.
          if (!isNotFound(error) || error.attempts === 1) throw error;
        }
      });
      break;
    } catch (error) {
      if (isNotFound(error)) break;
      if (isWorkspaceNotFound(error)) {
        log(operations.workspaceMissing.text(workspaceName, connectionName));
        break;
      }
      if (!hasCode(error, "STREAM_KAFKA_CONNECTION_IS_DEPLOYING")) throw error;
    }
    await backoff.pause(waiting.what.text.deployed(connectionName));
  }
  if (connectionId !== undefined) owners.recordDeletion(connectionId);
}
