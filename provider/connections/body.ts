import { type JsonObject, valueAt } from "../shared/json";
import { addressKeys } from "./address";
import { providerFields } from "./common";
import { fieldsOf } from "./fields";
import { isConnectionType } from "./types";

const notSent: ReadonlySet<string> = new Set([...addressKeys, ...providerFields]);

/** The body of a POST: the API's own fields and `name`, which Atlas requires in addition to the path. */
export function createBody(inputs: JsonObject): JsonObject {
  const fields = Object.entries(inputs).filter(([key]) => !notSent.has(key));
  return { name: inputs.connectionName, ...Object.fromEntries(fields) };
}

/**
 * The body of a PATCH. It holds all fields of the program, secrets included, because each top-level object replaces
 * Atlas' own. It also removes the top-level fields that the program has dropped.
 */
export function updateBody(inputs: JsonObject, before: JsonObject): JsonObject {
  const body = createBody(inputs);
  if (!isConnectionType(inputs.type)) return body;
  for (const { path, traits } of fieldsOf(inputs.type)) {
    const [field] = path;
    if (path.length !== 1 || field === undefined || !traits.removedBy) continue;
    if (valueAt(before, path) !== undefined && inputs[field] === undefined)
      body[field] = traits.removedBy === "null" ? null : {};
  }
  return body;
}
