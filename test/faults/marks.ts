import { isDeepStrictEqual } from "node:util";
import { isObject, type JsonObject } from "../../provider/connections/json";

/*
 * Secrets on their way between hooks and engine, as in @pulumi/pulumi's dynamic provider host: hooks get plain values,
 * what they return may be marked at any depth, and the engine marks outputs where the inputs of that path are secret.
 */

const signature = "4dabf18193072939515e22adb298388d";

function isMarked(value: unknown): value is { value: unknown } {
  return isObject(value) && signature in value;
}

/** A copy in plain text: what a hook gets. */
export function plain<T>(value: T): T {
  if (isMarked(value)) return plain(value.value) as T;
  if (Array.isArray(value)) return value.map(plain) as T;
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, plain(child)])) as T;
}

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
  return isDeepStrictEqual(plain(one), plain(other));
}
