import { isObject, type JsonObject } from "../shared/json";

/** Outputs that are not inputs too. `region` is both, see `regionRequested`. */
const outputsOnly = ["__provider", "state", "connectionId", "adoptionId"] as const;

/**
 * The host hands `read` the outputs only, and `region` is always among them. This output, there only when the
 * program gave a region, lets a refresh tell the program's choice from Atlas'.
 */
const regionRequested = "regionRequested";

/** Drops `undefined` and `null` at any depth: both mean that the program gives nothing. Lists keep their length. */
export function withoutNothing<T>(value: T): T {
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([, child]) => child !== undefined && child !== null);
  return Object.fromEntries(kept.map(([key, child]) => [key, withoutNothing(child)])) as T;
}

/** The inputs that were echoed in a resource's outputs. */
export function inputsOf(outputs: JsonObject): JsonObject {
  const dropped: string[] = [...outputsOnly, regionRequested];
  if (outputs[regionRequested] !== true) dropped.push("region");
  return Object.fromEntries(
    Object.entries(withoutNothing(outputs)).filter(([key]) => !dropped.includes(key)),
  );
}

/** What the program does not say of a connection. */
export interface Observed {
  state?: string | undefined;
  id?: string | undefined;
  region?: string | undefined;
  /** There only where the connection was found, not made: tells the resource from one that may have had it before. */
  adoptionId?: string | undefined;
}

/** A resource's outputs: every input echoed, and what the program does not say. Absent `state` means READY, as on older servers. */
export function outputsOf(inputs: JsonObject, { state, id, region, adoptionId }: Observed): JsonObject {
  return withoutNothing({
    ...inputs,
    region: region ?? inputs.region,
    ...(inputs.region === undefined ? {} : { [regionRequested]: true }),
    state: state ?? "READY",
    connectionId: id,
    adoptionId,
  });
}

/** The inputs as the program gives them, without what Pulumi adds. */
export function programInputs(news: JsonObject): JsonObject {
  const { __provider: _, ...inputs } = withoutNothing(news);
  return inputs;
}
