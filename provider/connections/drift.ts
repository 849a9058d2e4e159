import { isObject, type JsonObject } from "../shared/json";
import { type Address, addressFields } from "./address";
import { ownFields } from "./common";
import { childrenOf, sameValue, saysNothing } from "./compare";
import { type Field, fieldsOf } from "./fields";
import type { ConnectionType } from "./index";
import { withoutNothing } from "./inputs";

/** Fields that are settled before the answer's fields are looked at. */
const settled: ReadonlySet<string> = new Set([...Object.keys(addressFields), ...ownFields, "type", "region"]);

/**
 * A connection's inputs as Atlas has them: what a person changed, removed or added by hand shows, and what only Atlas
 * knows (`links`, ids, defaults that it fills in, fields newer than this package) does not. Write-only fields, and
 * those that some versions of Atlas leave out, are taken from `known`.
 *
 * @param known the inputs in the state; `{}` for a connection that is read for the first time.
 * @param answer Atlas' answer for the connection.
 */
export function inputsFromAtlas(
  type: ConnectionType,
  known: JsonObject,
  answer: JsonObject,
  address: Address,
): JsonObject {
  const fields = fieldsOf(type).filter(({ path: [key = ""] }) => !settled.has(key));
  return withoutNothing({
    ...address,
    type,
    ...mergeObject([], fields, known, withoutNothing(answer), address),
    // Atlas always has a region; it is an input only where the program chose it.
    region: known.region === undefined ? undefined : (answer.region ?? known.region),
    ...Object.fromEntries(ownFields.map((field) => [field, known[field]])),
  });
}

function mergeObject(
  path: readonly string[],
  fields: readonly Field[],
  known: unknown,
  answer: unknown,
  address: Address,
): JsonObject {
  const merged: JsonObject = {};
  for (const [key, field] of childrenOf(fields, path)) {
    const ours = isObject(known) ? known[key] : undefined;
    const theirs = isObject(answer) ? answer[key] : undefined;
    const value = mergeField(field, fields, ours, theirs, address);
    if (value !== undefined) merged[key] = value;
  }
  return merged;
}

function mergeField(
  field: Field,
  fields: readonly Field[],
  known: unknown,
  answer: unknown,
  address: Address,
): unknown {
  if (field.meta.writeOnly || sameValue(field, known, answer, address)) return known;
  if (field.kind !== "object") return answer === undefined && field.meta.mayBeAbsent ? known : answer;
  // Also where the answer has no such object: what it holds may be write-only.
  const merged = mergeObject(field.path, fields, known, answer, address);
  if (Object.keys(merged).length > 0) return merged;
  return saysNothing(field, known, address) ? known : undefined;
}
