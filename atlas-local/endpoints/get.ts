import { toBody } from "../view";
import type { Endpoint } from "./context";
import { find, isVisible } from "./find";

/** @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-getgroupstreamconnection */
export const get: Endpoint = (context, call) => {
  const stored = find(context.store.read(call.workspace), call);
  const connection = isVisible(context, stored) ? context.view(stored) : undefined;
  if (!connection) throw call.collection.notFound();
  return toBody(connection, !context.noState);
};
