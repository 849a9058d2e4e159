import type { Connection } from "../../atlas/connection";
import type { Address } from "../../connections/address";
import { differences } from "../../connections/compare";
import { inputsFromAtlas } from "../../connections/drift";
import { isConnectionType } from "../../connections/types";
import type { JsonObject } from "../../shared/json";

/**
 * The fields, by their paths, in which a connection is not what the inputs want. Neither write-only fields are among
 * them, which Atlas does not show, nor the region, which no write changes.
 */
export function disagreements(inputs: JsonObject, connection: Connection, address: Address): string[] {
  const { type, region: _, ...fields } = inputs;
  if (!isConnectionType(type) || connection.type !== type) return ["type"];
  const wanted = { type, ...fields };
  const theirs = inputsFromAtlas(type, wanted, connection, address);
  return differences(type, wanted, theirs, address).map(({ path }) => path.join("."));
}
