import { isObject, type JsonObject } from "../shared/json";
import { type Address, addressFields } from "./address";
import { ownFields } from "./common";
import { childrenOf, equivalent, isUnset } from "./compare";
import { type Field, fieldsOf } from "./fields";
import { withoutNullish } from "./inputs";
import { isAsRecorded, type Recorded } from "./recorded";
import type { ConnectionType } from "./types";

/** Fields that `inputsFromAtlas` takes from elsewhere, not from the answer's own fields. */
const notMerged: ReadonlySet<string> = new Set([
  ...Object.keys(addressFields),
  ...ownFields,
  "type",
  "region",
]);

/** What the state knows of a connection beyond its inputs. */
export interface Memory {
  recorded?: Recorded;
  /** Atlas' own id shows that it is still the connection of the state, or that it is not. Undefined where ids are unknown. */
  isSameConnection?: boolean | undefined;
}

/**
 * A connection's inputs as Atlas has them. They show what a person changed, removed or added by hand. They leave out
 * what only Atlas sets: `links`, ids, defaults, and fields newer than this package. Write-only fields, fields that only
 * some versions of Atlas return, and fields that are as recorded come from `known`.
 *
 * @param known the inputs in the state; `{}` for a connection that is read for the first time.
 * @param answer Atlas' answer for the connection.
 * @param memory what the state knows of the connection beyond its inputs.
 */
export function inputsFromAtlas(
  type: ConnectionType,
  known: JsonObject,
  answer: JsonObject,
  address: Address,
  memory: Memory = {},
): JsonObject {
  const fields = fieldsOf(type).filter(({ path: [key = ""] }) => !notMerged.has(key));
  const merged = mergeObject({ fields, address, memory }, [], known, withoutNullish(answer));
  return withoutNullish({
    ...address,
    type,
    ...merged,
    // Atlas always returns a region; it is an input only where the program chose it.
    region: known.region === undefined ? undefined : (answer.region ?? known.region),
    ...Object.fromEntries(ownFields.map((field) => [field, known[field]])),
  });
}

interface Context {
  fields: readonly Field[];
  address: Address;
  memory: Memory;
}

function mergeObject(context: Context, path: readonly string[], known: unknown, answer: unknown): JsonObject {
  const merged: JsonObject = {};
  for (const [key, field] of childrenOf(context.fields, path)) {
    const ours = isObject(known) ? known[key] : undefined;
    const theirs = isObject(answer) ? answer[key] : undefined;
    const value = mergeField(context, field, ours, theirs);
    if (value !== undefined) merged[key] = value;
  }
  return merged;
}

function mergeField(context: Context, field: Field, known: unknown, answer: unknown): unknown {
  const { address, memory } = context;
  const { recorded = {}, isSameConnection } = memory;
  // A successor has its own secrets, which Atlas does not return.
  if (field.meta.writeOnly) return isSameConnection === false ? undefined : known;
  if (equivalent(field, known, answer, address)) return known;
  if (isAsRecorded(recorded, field, answer, address)) return known;
  if (field.kind === "object") {
    // Also for an object that the answer lacks, because its fields may be write-only.
    const merged = mergeObject(context, field.path, known, answer);
    if (Object.keys(merged).length > 0) return merged;
    return isUnset(field, known, address) ? known : undefined;
  }
  if (answer === undefined && field.meta.notAlwaysReturned) return known;
  const isOnlyOnOneSide = known === undefined || answer === undefined;
  if (isSameConnection && isOnlyOnOneSide && isImmutable(context, field)) return known;
  return answer;
}

/** Nobody can change the field in place, so a value that appears or disappears is Atlas' own doing. */
function isImmutable({ fields }: Context, { path: [top] }: Field): boolean {
  return fields.some(({ path, meta }) => path.length === 1 && path[0] === top && meta.replaces);
}
