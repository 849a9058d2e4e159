import { isObject, type JsonObject } from "../shared/json";
import type { Address } from "./address";
import { equivalent } from "./compare";
import type { Field } from "./fields";

/**
 * What Atlas showed after our last write, for the fields that it spells in its own way or fills in. Keys are paths. A
 * field that Atlas does not show has no `value`.
 */
export type Recorded = Readonly<Record<string, { readonly value?: unknown }>>;

/** The output that holds it. It exists only where Atlas shows something else than the inputs. */
export const recordedKey = "recorded";

/** What a resource's outputs recorded. */
export function recordedIn(outputs: JsonObject): Recorded {
  const recorded = outputs[recordedKey];
  return isObject(recorded) ? (recorded as Recorded) : {};
}

/** True when Atlas shows the field as it did after our last write. */
export function isAsRecorded(recorded: Recorded, field: Field, value: unknown, address: Address): boolean {
  const entry = recorded[field.path.join(".")];
  return entry !== undefined && equivalent(field, entry.value, value, address);
}
