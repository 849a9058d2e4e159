import { invalidAttribute } from "../errors";
import type { JsonObject } from "../types";
import { toBody } from "../view";
import type { Call, Endpoint } from "./context";
import { isVisible } from "./find";

/** @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-listgroupstreamconnections */
export const list: Endpoint = (context, call) => {
  const pageNum = integer(call, "pageNum", 1, Number.MAX_SAFE_INTEGER);
  const itemsPerPage = integer(call, "itemsPerPage", 100, 500);
  const all = [...call.collection.entries(context.store.read(call.workspace)).values()]
    .filter((stored) => isVisible(context, stored))
    .flatMap((stored) => context.view(stored) ?? [])
    .map((connection) => toBody(connection, !context.noState));
  const start = (pageNum - 1) * itemsPerPage;
  return {
    links: links(call, pageNum, itemsPerPage, all.length),
    results: all.slice(start, start + itemsPerPage),
    totalCount: all.length,
  };
};

/** Inferred: the error for a number out of range. */
function integer({ request }: Call, name: string, byDefault: number, max: number): number {
  const text = request.query.get(name);
  if (text === null) return byDefault;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < 1 || value > max) throw invalidAttribute(name);
  return value;
}

function links({ request }: Call, pageNum: number, itemsPerPage: number, total: number): JsonObject[] {
  const link = (rel: string, page: number) => ({
    href: `${request.origin}${request.path}?pageNum=${page}&itemsPerPage=${itemsPerPage}`,
    rel,
  });
  const result = [link("self", pageNum)];
  if (pageNum > 1) result.push(link("previous", pageNum - 1));
  if (pageNum * itemsPerPage < total) result.push(link("next", pageNum + 1));
  return result;
}
