import { hasStreamProcessors, kafkaIsDeploying } from "../errors";
import { durationFor } from "../lifecycle/durations";
import { stateAt } from "../lifecycle/states";
import type { StoredConnection, WorkspaceDocument } from "../stored";
import { accessTypeOf } from "../validation/validate";
import type { Endpoint } from "./context";
import { privateNetworkingMs } from "./create";
import { find } from "./find";

/** @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-deletegroupstreamconnection */
export const remove: Endpoint = async (context, call) => {
  const { workspace, connectionName } = call;
  await context.store.write(workspace, (document) => {
    const before = find(document, call);
    const now = context.now();
    const state = stateAt(before.life, now);
    // Inferred: a second DELETE changes nothing.
    if (state === "DELETING" && before.life.goneAt !== undefined) return { document, result: undefined };
    if (context.store.hasProcessors(workspace, connectionName))
      throw hasStreamProcessors(connectionName, workspace.workspaceName);
    if (state === "PENDING" && before.type === "Kafka") throw kafkaIsDeploying(connectionName);
    const ms = durationFor(context.deletingMs, accessTypeOf(before.fields), privateNetworkingMs);
    return { document: without(document, before, ms > 0 ? now + ms : undefined), result: undefined };
  });
  return { status: 202, body: {} };
};

function without(document: WorkspaceDocument, before: StoredConnection, goneAt: number | undefined) {
  const after = new Map(document);
  if (goneAt === undefined) after.delete(before.name);
  else after.set(before.name, { ...before, life: { ...before.life, goneAt } });
  return after;
}
