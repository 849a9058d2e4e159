import { isObject, type JsonObject } from "../shared/json";

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
