import { valueAt } from "../shared/json";

/**
 * What Pulumi's engine sends in a preview for a value that is not known yet, at any depth, also in place of a
 * whole object. Source: `runtime/rpc.ts` of @pulumi/pulumi (`unknownValue`), part of the wire protocol.
 */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export function isUnknown(value: unknown): boolean {
  return value === unknownValue;
}

/** True when the value, or one at any depth inside it, is unknown. */
export function hasUnknown(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return isUnknown(value);
  return Object.values(value).some(hasUnknown);
}

/** True when the value at the path, or an object above it, is unknown. */
export function isUnknownAt(inputs: unknown, path: readonly PropertyKey[]): boolean {
  return path.some((_, depth) => isUnknown(valueAt(inputs, path.slice(0, depth + 1))));
}
