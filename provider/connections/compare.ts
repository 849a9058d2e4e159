import { isDeepStrictEqual } from "node:util";
import { isObject, type JsonObject } from "../shared/json";
import type { Address } from "./address";
import { type Field, fieldsOf, isAtOrBelow } from "./fields";
import type { Recorded } from "./recorded";
import type { ConnectionType } from "./types";
import { isUnknown } from "./unknown";

/** True for a value that Atlas treats like an absent field: an empty value, or Atlas' own default. */
export function isUnset({ traits }: Field, value: unknown, address: Address): boolean {
  if (value === undefined || value === null || value === "") return true;
  if (isObject(value) && Object.keys(value).length === 0) return true;
  return traits.isServerDefault?.(value, address) ?? false;
}

/** True when two values of a field are the same for Atlas. Objects are compared field by field instead, by `differences`. */
export function equal(field: Field, one: unknown, other: unknown, address: Address): boolean {
  if (isUnset(field, one, address) && isUnset(field, other, address)) return true;
  if (field.traits.pem && typeof one === "string" && typeof other === "string")
    return one.trimEnd() === other.trimEnd();
  return isDeepStrictEqual(one, other);
}

/** True also when a server may have written one value as the other: see `spelling.ts`. */
export function equivalent(field: Field, one: unknown, other: unknown, address: Address): boolean {
  const { canonical } = field.traits;
  if (equal(field, one, other, address)) return true;
  return canonical !== undefined && isDeepStrictEqual(canonical(one), canonical(other));
}

/** The fields directly inside an object, with the key of each; the top-level fields for an empty path. */
export function* childrenOf(
  fields: readonly Field[],
  path: readonly string[],
): Generator<[key: string, field: Field]> {
  for (const field of fields) {
    const key = field.path[path.length];
    if (key === undefined || field.path.length !== path.length + 1) continue;
    if (isAtOrBelow(field.path, path)) yield [key, field];
  }
}

/**
 * The fields in which two sets of inputs of one type differ for Atlas. A map or a list counts as one field. `adopt`
 * and `timeouts` are compared too.
 *
 * @param same compares two values of a field: `equal` for two programs, `equivalent` for a program and Atlas.
 */
export function differences(
  type: ConnectionType,
  one: JsonObject,
  other: JsonObject,
  address: Address,
  same = equal,
): Field[] {
  const fields = fieldsOf(type);
  const found: Field[] = [];
  const compare = (path: readonly string[], left: unknown, right: unknown) => {
    for (const [key, field] of childrenOf(fields, path)) {
      const a = isObject(left) ? left[key] : undefined;
      const b = isObject(right) ? right[key] : undefined;
      if (same(field, a, b, address)) continue;
      // An object that is not known yet counts as a whole, because it may differ anywhere.
      const known = !isUnknown(a) && !isUnknown(b);
      if (field.kind === "object" && known && (isObject(a) || isObject(b))) compare(field.path, a, b);
      else found.push(field);
    }
  };
  compare([], one, other);
  return found;
}

/** True when Atlas shows the field as it did after our last write. */
export function isAsRecorded(recorded: Recorded, field: Field, value: unknown, address: Address): boolean {
  const entry = recorded[field.path.join(".")];
  return entry !== undefined && equivalent(field, entry.value, value, address);
}
