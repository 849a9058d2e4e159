import { isDeepStrictEqual } from "node:util";
import { isObject, type JsonObject } from "../../provider/shared/json";
import { isMarked, unmarked } from "../support/unmarked";

/*
 * Secrets on their way between hooks and engine, as in @pulumi/pulumi's dynamic provider host: hooks get plain values,
 * what they return may be marked at any depth, and the engine marks outputs where the inputs of that path are secret.
 */

/** Marks in `outputs` what is marked in `inputs`. */
export function remark(outputs: unknown, inputs: unknown): unknown {
  if (isMarked(outputs)) return outputs;
  if (isMarked(inputs)) return { ...inputs, value: outputs };
  if (!isObject(outputs) || !isObject(inputs)) return outputs;
  return Object.fromEntries(Object.entries(outputs).map(([key, child]) => [key, remark(child, inputs[key])]));
}

/** What anybody can read in an exported state. */
export function readable(properties: JsonObject): string {
  return JSON.stringify(properties, (_, value) => (isMarked(value) ? "[secret]" : value));
}

/** Equal, secrets included, however they are marked. */
export function equal(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(unmarked(one), unmarked(other));
}
