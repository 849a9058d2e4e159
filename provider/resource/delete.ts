import { retryNotFoundByAge } from "../atlas/retryNotFound";
import { kindOf, nameOf, parseId } from "../connections/address";
import { hasPrivateNetworking } from "../connections/networking";
import { parseTimeouts } from "../connections/timeouts";
import { operations } from "../messages/operations";
import type { Runtime } from "../process/runtime";
import type { JsonObject } from "../shared/json";
import { deletionsOf } from "./deletions";
import { observe, observedIn } from "./reconcile/observe";
import { deadlineOf } from "./reconcile/wait";
import { type Deletion, sendDelete } from "./sendDelete";

/**
 * DELETE, then wait until Atlas no longer shows the connection. A connection that is gone already is success. A connection
 * of the same name with another id is left alone.
 */
export async function deleteConnection(runtime: Runtime, id: string, olds: JsonObject): Promise<void> {
  const address = parseId(id, kindOf(id), olds.region);
  if (runtime.owners.isOwnedByAnother(id, olds)) {
    runtime.log(operations.notDeleted.text(nameOf(address)));
    return;
  }
  const connectionId = typeof olds.connectionId === "string" ? olds.connectionId : undefined;
  const deadline = deadlineOf("delete", parseTimeouts(olds), runtime.clock);
  const deletion: Deletion = { address, connectionId, deadline };
  const deletions = deletionsOf(runtime);
  await deletions.run(async () => {
    if (!(await isOurs(runtime, deletion))) return;
    await sendDelete(runtime, deletion);
    // No list of a workspace has failover connections.
    if (hasPrivateNetworking(olds) || address.failover) await deletions.waitUntilGone(deletion);
    else deletions.verifyLater(deletion);
  });
}

/** False when the connection is gone, or another one has its name. Without an id in the state, nothing can be compared. */
async function isOurs(runtime: Runtime, { address, connectionId }: Deletion): Promise<boolean> {
  if (connectionId === undefined) return true;
  const listed = address.failover ? undefined : await deletionsOf(runtime).listed(address);
  const get = () => runtime.client.get(address);
  const observed = listed
    ? observedIn(listed)
    : await observe(() => retryNotFoundByAge(runtime, connectionId, get));
  if (observed.status === "absent") {
    if (observed.isWorkspaceMissing)
      runtime.log(operations.workspaceMissing.text(address.workspaceName, nameOf(address)));
    return false;
  }
  const { id } = observed.connection;
  if (!id || id === connectionId) return true;
  runtime.log(operations.successorKept.text(nameOf(address)));
  return false;
}
