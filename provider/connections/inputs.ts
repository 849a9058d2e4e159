import { isObject, type JsonObject } from "../shared/json";
import { recordedKey } from "./recorded";
import { isOtherRegion } from "./region";
import { stateOf } from "./state";

/** The key under which Pulumi keeps the provider's own text in every dynamic resource. */
export const providerKey = "__provider";

/** Outputs that are not inputs. `region` is both, see `regionRequested`. */
const outputsOnly = [providerKey, "state", "connectionId", "adoptionId", recordedKey] as const;

/**
 * Pulumi's host passes only the outputs to `read`, and `region` is always one of them. This output exists only where the
 * program chose the region. With it, a refresh distinguishes the program's choice from Atlas' own. It is the program's
 * spelling where Atlas has another one, else `true`.
 */
const regionRequested = "regionRequested";

/** Drops `undefined` and `null` at any depth, since both mean that a field is left out. Lists keep their length. */
export function withoutNullish<T>(value: T): T {
  if (!isObject(value)) return value;
  const present = Object.entries(value).filter(([, child]) => child !== undefined && child !== null);
  return Object.fromEntries(present.map(([key, child]) => [key, withoutNullish(child)])) as T;
}

/** The inputs that a resource's outputs repeat. */
export function echoedInputs(outputs: JsonObject): JsonObject {
  const dropped: string[] = [...outputsOnly, regionRequested];
  const requested = outputs[regionRequested];
  if (requested !== true) dropped.push("region");
  const inputs = Object.entries(withoutNullish(outputs)).filter(([key]) => !dropped.includes(key));
  return { ...Object.fromEntries(inputs), ...(typeof requested === "string" ? { region: requested } : {}) };
}

/** What only Atlas and the provider know of a connection. */
export interface AddedOutputs {
  state?: string | null | undefined;
  id?: string | null | undefined;
  region?: string | null | undefined;
  /** Only for a connection that was adopted. It distinguishes this resource from a former owner of the connection. */
  adoptionId?: string | undefined;
}

/** A resource's outputs: every input, and what only Atlas and the provider know. */
export function outputsOf(inputs: JsonObject, { state, id, region, adoptionId }: AddedOutputs): JsonObject {
  return withoutNullish({
    ...inputs,
    region: region ?? inputs.region,
    ...(inputs.region === undefined
      ? {}
      : { [regionRequested]: isOtherRegion(inputs.region, region) ? inputs.region : true }),
    state: stateOf({ state }),
    connectionId: id,
    adoptionId,
  });
}

/** The inputs as the program declares them, without what Pulumi adds. */
export function programInputs(news: JsonObject): JsonObject {
  const { [providerKey]: _, ...inputs } = withoutNullish(news);
  return inputs;
}
