import type { Connection } from "../atlas/connection";
import { type Address, addressFields } from "../connections/address";
import { outputsOf } from "../connections/inputs";
import { markSecrets } from "../connections/secrets";
import type { JsonObject } from "../shared/json";

/** The key under which Pulumi keeps the provider's own text in every dynamic resource. */
export const providerKey = "__provider";

/** The address in a connection's inputs, which `check` has validated. */
export function addressOf(inputs: JsonObject): Address {
  const parts = Object.keys(addressFields).map((key) => [key, inputs[key]]);
  return Object.fromEntries(parts) as Address;
}

/**
 * What a hook returns as outputs: the inputs echoed, what Atlas alone knows, secrets marked.
 *
 * @param adoptionId that of the resource's own outputs, or of an adoption that has just taken place.
 */
export function outputs(
  inputs: JsonObject,
  { state, id, region }: Pick<Connection, "state" | "id" | "region">,
  adoptionId: unknown,
): JsonObject {
  return markSecrets(
    outputsOf(inputs, {
      state: state ?? undefined,
      id: id ?? undefined,
      region: region ?? undefined,
      adoptionId: typeof adoptionId === "string" ? adoptionId : undefined,
    }),
  );
}
