import { randomBytes } from "node:crypto";
import { durationFor } from "../lifecycle/durations";
import type { StoredConnection } from "../stored";
import type { JsonObject } from "../types";
import { splitSecrets } from "../validation/secrets";
import { accessTypeOf, type ValidBody } from "../validation/validate";
import { toBody } from "../view";
import { readJson } from "./body";
import type { Context, Endpoint } from "./context";

/** Default time to set up private networking; the real service takes 13 to 50 minutes. */
export const privateNetworkingMs = 1000;

/**
 * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-creategroupstreamconnection
 * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-creategroupstreamconnectionfailoverconnection
 */
export const create: Endpoint = async (context, call) => {
  const { workspace, request, collection } = call;
  const body = collection.validate(readJson(request));
  context.checkCluster(workspace.projectId, body.fields);
  const stored = await context.store.write(workspace, (document) => {
    const entries = collection.entries(document);
    collection.checkNew(entries, body);
    const result = newConnection(context, body);
    const after = new Map(entries).set(collection.keyOf(result), result);
    return { document: collection.replace(document, after), result };
  });
  const connection = context.view(stored);
  if (!connection) throw collection.notFound();
  return toBody(connection, !context.noState);
};

export function newConnection(context: Context, body: ValidBody): StoredConnection {
  const { visible, secrets } = splitSecrets(body.type, withoutNulls(body.fields));
  const now = context.now();
  const stored: StoredConnection = {
    id: objectId(now),
    name: body.name,
    type: body.type,
    region: body.region ?? context.region,
    fields: visible,
    secrets,
    life: {
      createdAt: now,
      settlesAt: now + durationFor(context.pendingMs, accessTypeOf(visible), privateNetworkingMs),
      fails: false,
    },
    failovers: new Map(),
  };
  return { ...stored, life: { ...stored.life, fails: context.isFailing(stored) } };
}

/** An ObjectId: the second of creation, then random digits. */
function objectId(now: number): string {
  const seconds = Math.floor(now / 1000) % 2 ** 32;
  return seconds.toString(16).padStart(8, "0") + randomBytes(8).toString("hex");
}

/** Removes fields that are `null`. */
export function withoutNulls(fields: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}
