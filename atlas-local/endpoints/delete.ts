import { hasStreamProcessors, kafkaIsDeploying } from "../errors";
import { durationFor } from "../lifecycle/durations";
import { stateAt } from "../lifecycle/states";
import { accessTypeOf } from "../validation/validate";
import type { Endpoint } from "./context";
import { privateNetworkingMs } from "./create";
import { find } from "./find";

/**
 * Inferred: the failover connections of a connection go with it.
 * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-deletegroupstreamconnection
 */
export const remove: Endpoint = async (context, call) => {
  const { workspace, connectionName, failoverId, collection } = call;
  await context.store.write(workspace, (document) => {
    const before = find(document, call);
    const now = context.now();
    const state = stateAt(before.life, now);
    // Inferred: a second DELETE changes nothing.
    if (state === "DELETING" && before.life.goneAt !== undefined) return { document, result: undefined };
    if (context.store.hasProcessors(workspace, connectionName))
      throw hasStreamProcessors(connectionName, workspace.workspaceName);
    // The API document has no such error for failover connections.
    if (state === "PENDING" && before.type === "Kafka" && !failoverId) throw kafkaIsDeploying(connectionName);
    const ms = durationFor(context.deletingMs, accessTypeOf(before.fields), privateNetworkingMs);
    const after = new Map(collection.entries(document));
    if (ms > 0) after.set(collection.key, { ...before, life: { ...before.life, goneAt: now + ms } });
    else after.delete(collection.key);
    return { document: collection.replace(document, after), result: undefined };
  });
  return {};
};
