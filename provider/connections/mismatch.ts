import type { JsonObject } from "../shared/json";
import { differences, isOtherRegion } from "./compare";
import type { Desired } from "./desired";
import { inputsFromAtlas } from "./drift";
import { networkingFields } from "./networking";

/** The inputs that would describe a connection of the desired type as Atlas shows it. */
export function inputsShown({ type, address }: Desired, connection: JsonObject): JsonObject {
  return inputsFromAtlas(type, {}, connection, address);
}

/**
 * The paths of the fields in which Atlas shows something else than desired. Write-only fields are left out, because
 * Atlas never returns them, and so is the region, because no write changes it.
 */
export function mismatchedFields({ type, address, inputs }: Desired, connection: JsonObject): string[] {
  if (connection.type !== type) return ["type"];
  const { region: _, ...wanted } = inputs;
  const shown = inputsFromAtlas(type, wanted, connection, address);
  return differences(type, wanted, shown, address).map(({ path }) => path.join("."));
}

/** The paths of the mismatched fields that Atlas cannot change in place: networking, and a region that the program chose. */
export function immutableMismatches(desired: Desired, connection: JsonObject): string[] {
  const { type, address, inputs } = desired;
  const networking = differences(type, inputsShown(desired, connection), inputs, address)
    .filter(({ path: [key] }) => networkingFields.some((field) => field === key))
    .map(({ path }) => path.join("."));
  return isOtherRegion(inputs.region, connection.region) ? [...networking, "region"] : networking;
}
