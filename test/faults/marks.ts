import { isDeepStrictEqual } from "node:util";
import { isObject, type JsonObject } from "../../provider/shared/json";
import { isMarked, unmarked } from "../support/unmarked";

/*
 * Secret marks between hooks and engine, as in @pulumi/pulumi's dynamic provider host: hooks receive plain values and
 * may return marks at any depth. The engine marks outputs whose inputs at the same path are secret.
 */

/** Marks the values in `outputs` whose inputs are marked. */
export function remark(outputs: unknown, inputs: unknown): unknown {
  if (isMarked(outputs)) return outputs;
  if (isMarked(inputs)) return { ...inputs, value: outputs };
  if (!isObject(outputs) || !isObject(inputs)) return outputs;
  return Object.fromEntries(Object.entries(outputs).map(([key, child]) => [key, remark(child, inputs[key])]));
}

/** The readable part of an exported state. */
export function readable(properties: JsonObject): string {
  return JSON.stringify(properties, (_, value) => (isMarked(value) ? "[secret]" : value));
}

/** Whether two values are equal, including secrets but ignoring marks. */
export function equal(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(unmarked(one), unmarked(other));
}
