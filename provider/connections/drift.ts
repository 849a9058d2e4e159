import { isObject, type JsonObject } from "../shared/json";
import { type Address, addressKeys } from "./address";
import { providerFields } from "./common";
import { childrenOf, equivalent, isUnset } from "./compare";
import { type Field, fieldsOf } from "./fields";
import { withoutNullish } from "./inputs";
import type { ConnectionType } from "./types";

/** Fields that `inputsFromAtlas` handles separately. */
const notMerged: ReadonlySet<string> = new Set([...addressKeys, ...providerFields, "type", "region"]);

/**
 * A connection's inputs as Atlas has them. They show what a person changed, removed or added by hand. They leave out
 * what only Atlas sets: `links`, ids, defaults, and fields newer than this package. Write-only fields, and fields that
 * only some versions of Atlas return, come from `known`.
 *
 * @param known the inputs in the state; `{}` for a connection that is read for the first time.
 * @param response Atlas' response with the connection.
 */
export function inputsFromAtlas(
  type: ConnectionType,
  known: JsonObject,
  response: JsonObject,
  address: Address,
): JsonObject {
  const fields = fieldsOf(type).filter(({ path: [key = ""] }) => !notMerged.has(key));
  return withoutNullish({
    ...address,
    type,
    ...mergeObject([], fields, known, withoutNullish(response), address),
    // Atlas always returns a region; it is an input only where the program chose it.
    region: known.region === undefined ? undefined : (response.region ?? known.region),
    ...Object.fromEntries(providerFields.map((field) => [field, known[field]])),
  });
}

function mergeObject(
  path: readonly string[],
  fields: readonly Field[],
  known: unknown,
  response: unknown,
  address: Address,
): JsonObject {
  const merged: JsonObject = {};
  for (const [key, field] of childrenOf(fields, path)) {
    const ours = isObject(known) ? known[key] : undefined;
    const theirs = isObject(response) ? response[key] : undefined;
    const value = mergeField(field, fields, ours, theirs, address);
    if (value !== undefined) merged[key] = value;
  }
  return merged;
}

function mergeField(
  field: Field,
  fields: readonly Field[],
  known: unknown,
  response: unknown,
  address: Address,
): unknown {
  if (field.traits.writeOnly || equivalent(field, known, response, address)) return known;
  if (field.kind !== "object")
    return response === undefined && field.traits.notAlwaysReturned ? known : response;
  // Also for an object that the response lacks, because its fields may be write-only.
  const merged = mergeObject(field.path, fields, known, response, address);
  if (Object.keys(merged).length > 0) return merged;
  return isUnset(field, known, address) ? known : undefined;
}
