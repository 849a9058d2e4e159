import { isObject, type JsonObject, valueAt } from "../shared/json";
import { additionalKey, withAdditional } from "./additional";
import { addressKeys } from "./address";
import { providerFields } from "./common";
import { fieldsOf } from "./fields";
import { isConnectionType } from "./types";

const notSent: ReadonlySet<string> = new Set([...addressKeys, ...providerFields, additionalKey]);

/** The body of a POST: the API's own fields and `name`, which Atlas requires in addition to the path. */
export function createBody(inputs: JsonObject): JsonObject {
  const fields = Object.entries(inputs).filter(([key]) => !notSent.has(key));
  const body = { name: inputs.connectionName, ...Object.fromEntries(fields) };
  return withAdditional(body, inputs[additionalKey]);
}

/**
 * The body of a PATCH. It holds all fields of the program, secrets included, because each top-level object replaces
 * Atlas' own. It also removes the top-level fields that the program has dropped.
 */
export function updateBody(inputs: JsonObject, before: JsonObject): JsonObject {
  const body = createBody(inputs);
  const removed: JsonObject = {};
  for (const { path, traits } of isConnectionType(inputs.type) ? fieldsOf(inputs.type) : []) {
    const [field] = path;
    if (path.length !== 1 || field === undefined || !traits.removedBy) continue;
    if (valueAt(before, path) !== undefined) removed[field] = traits.removedBy === "null" ? null : {};
  }
  const additional = before[additionalKey];
  if (isObject(additional)) for (const key of Object.keys(additional)) removed[key] ??= null;
  return { ...removed, ...body };
}
