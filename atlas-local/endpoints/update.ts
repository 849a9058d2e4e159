import { hasStreamProcessors, invalidAttribute, networkingCannotBeModified } from "../errors";
import { durationFor } from "../lifecycle/durations";
import { stateAt } from "../lifecycle/states";
import type { StoredConnection } from "../stored";
import type { JsonObject } from "../types";
import { splitSecrets } from "../validation/secrets";
import { accessTypeOf } from "../validation/validate";
import { toBody } from "../view";
import { readJson } from "./body";
import type { Endpoint } from "./context";
import { withoutNulls } from "./create";
import { find, isVisible } from "./find";

/** @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-updategroupstreamconnection */
export const update: Endpoint = async (context, call) => {
  const { workspace, connectionName, request, collection } = call;
  const content = readJson(request);
  const stored = await context.store.write(workspace, (document) => {
    const before = find(document, call);
    // Inferred: a PATCH does not find a connection that is being deleted.
    if (!isVisible(context, before) || stateAt(before.life, context.now()) === "DELETING")
      throw collection.notFound();
    const replaces = context.patch === "replace";
    const body = collection.validate(content, replaces ? undefined : before.fields);
    const base = replaces ? { ...before, fields: {}, secrets: {} } : before;
    // Inferred: the errors for another name, type or region.
    if (body.name !== before.name) throw invalidAttribute("name");
    if (body.type !== before.type) throw invalidAttribute("type");
    if (body.region !== undefined && body.region !== before.region) throw invalidAttribute("region");
    if (accessTypeOf({ ...base.fields, ...body.fields }) !== accessTypeOf(before.fields))
      throw networkingCannotBeModified(connectionName, workspace.workspaceName);
    context.checkCluster(workspace.projectId, { ...base.fields, ...body.fields });
    if (context.store.hasProcessors(workspace, connectionName))
      throw hasStreamProcessors(connectionName, workspace.workspaceName);
    const merged = merge(base, body.fields);
    const busyMs = durationFor(context.updatingMs, accessTypeOf(merged.fields), 0);
    const settlesAt = Math.max(before.life.settlesAt, busyMs > 0 ? context.now() + busyMs : 0);
    const result = { ...merged, life: { ...merged.life, settlesAt } };
    const after = new Map(collection.entries(document)).set(collection.key, result);
    return { document: collection.replace(document, after), result };
  });
  const connection = context.view(stored);
  if (!connection) throw collection.notFound();
  return toBody(connection, false);
};

/**
 * Replaces top-level fields of a connection as a whole, including the write-only values in them; `null` removes a field.
 * Confirmed for maps, inferred for other objects.
 */
export function merge(before: StoredConnection, fields: JsonObject): StoredConnection {
  const { visible, secrets } = splitSecrets(before.type, fields);
  const remaining = Object.entries(before.secrets).filter(
    ([path]) => !Object.hasOwn(fields, path.split(".")[0] ?? ""),
  );
  return {
    ...before,
    fields: withoutNulls({ ...before.fields, ...visible }),
    secrets: { ...Object.fromEntries(remaining), ...secrets },
  };
}
