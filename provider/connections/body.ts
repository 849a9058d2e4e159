import type { JsonObject } from "../shared/json";
import { valueAt } from "../shared/json";
import { addressFields } from "./address";
import { ownFields } from "./common";
import { fieldsOf } from "./fields";
import { isConnectionType } from "./index";

const notSent: ReadonlySet<string> = new Set([...Object.keys(addressFields), ...ownFields]);

/** The body of a POST: the API's own fields, plus `name`, which Atlas wants beside the path. */
export function createBody(inputs: JsonObject): JsonObject {
  const fields = Object.entries(inputs).filter(([key]) => !notSent.has(key));
  return { name: inputs.connectionName, ...Object.fromEntries(fields) };
}

/**
 * The body of a PATCH: everything the program says, secrets included, so that each top-level object replaces Atlas'
 * own, and for each top-level field that the program has dropped what clears it.
 */
export function updateBody(inputs: JsonObject, before: JsonObject): JsonObject {
  const body = createBody(inputs);
  if (!isConnectionType(inputs.type)) return body;
  for (const { path, meta } of fieldsOf(inputs.type)) {
    const [field] = path;
    if (path.length !== 1 || field === undefined || !meta.cleared) continue;
    if (valueAt(before, path) !== undefined && inputs[field] === undefined)
      body[field] = meta.cleared === "null" ? null : {};
  }
  return body;
}
