import { isObject, type JsonObject } from "../shared/json";
import { additionalKey, additionalShown } from "./additional";
import { type Address, addressKeys } from "./address";
import { providerFields } from "./common";
import { childrenOf, equivalent, isAsRecorded, isUnset } from "./compare";
import { type Field, fieldsOf, isImmutable } from "./fields";
import { withoutNullish } from "./inputs";
import type { Recorded } from "./recorded";
import type { ConnectionType } from "./types";

/** Fields that `inputsFromAtlas` handles separately. */
const notMerged: ReadonlySet<string> = new Set([...addressKeys, ...providerFields, "type", "region"]);

/** What the state knows of a connection beyond its inputs. */
export interface Memory {
  recorded?: Recorded;
  /** Atlas' own id shows that it is still the connection of the state, or that it is not. Undefined where ids are unknown. */
  isSameConnection?: boolean | undefined;
  /** The region as Atlas showed it, which the program may spell otherwise. */
  region?: unknown;
}

/**
 * A connection's inputs as Atlas has them. They show what a person changed, removed or added by hand. They leave out
 * what only Atlas sets: `links`, ids, defaults, and fields newer than this package. Write-only fields, fields that only
 * some versions of Atlas return, and fields that are as recorded come from `known`.
 *
 * @param known the inputs in the state; `{}` for a connection that is read for the first time.
 * @param response Atlas' response for the connection.
 * @param memory what the state knows of the connection beyond its inputs.
 */
export function inputsFromAtlas(
  type: ConnectionType,
  known: JsonObject,
  response: JsonObject,
  address: Address,
  memory: Memory = {},
): JsonObject {
  const fields = fieldsOf(type).filter(({ path: [key = ""] }) => !notMerged.has(key));
  const observed: JsonObject = withoutNullish(response);
  // Atlas shows them beside the other fields.
  const isSuccessor = memory.isSameConnection === false;
  const additional = additionalShown(known[additionalKey], observed, !isSuccessor);
  const shown = { ...observed, [additionalKey]: additional };
  const merged = mergeObject({ fields, address, memory }, [], known, shown);
  const { failover, ...names } = address;
  // Atlas always returns a region; it is an input only where the program chose it. Of a failover connection it always is.
  const isRegionInput = known.region !== undefined || failover !== undefined;
  const region = response.region === memory.region ? known.region : response.region;
  return withoutNullish({
    ...names,
    type,
    ...merged,
    region: isRegionInput ? (region ?? known.region ?? failover?.region) : undefined,
    ...Object.fromEntries(providerFields.map((field) => [field, known[field]])),
  });
}

interface Context {
  fields: readonly Field[];
  address: Address;
  memory: Memory;
}

function mergeObject(
  context: Context,
  path: readonly string[],
  known: unknown,
  response: unknown,
): JsonObject {
  const merged: JsonObject = {};
  for (const [key, field] of childrenOf(context.fields, path)) {
    const ours = isObject(known) ? known[key] : undefined;
    const theirs = isObject(response) ? response[key] : undefined;
    const value = mergeField(context, field, ours, theirs);
    if (value !== undefined) merged[key] = value;
  }
  return merged;
}

function mergeField(context: Context, field: Field, known: unknown, response: unknown): unknown {
  const { address, memory } = context;
  const { recorded = {}, isSameConnection } = memory;
  // A successor has its own secrets, which Atlas does not return.
  if (field.traits.writeOnly) return isSameConnection === false ? undefined : known;
  if (equivalent(field, known, response, address)) return known;
  if (isAsRecorded(recorded, field, response, address)) return known;
  if (field.kind === "object") {
    // Also for an object that the response lacks, because its fields may be write-only.
    const merged = mergeObject(context, field.path, known, response);
    if (Object.keys(merged).length > 0) return merged;
    return isUnset(field, known, address) ? known : undefined;
  }
  if (response === undefined && field.traits.notAlwaysReturned) return known;
  // Nobody can change such a field in place, so a value that appears or disappears is Atlas' own doing.
  const isOnlyOnOneSide = known === undefined || response === undefined;
  if (isSameConnection && isOnlyOnOneSide && isImmutable(context.fields, field.path)) return known;
  return response;
}
