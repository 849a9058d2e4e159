import type { Connection } from "../../atlas/connection";
import { type Address, formatId } from "../../connections/address";
import { differences } from "../../connections/compare";
import { inputsFromAtlas } from "../../connections/drift";
import { isPrivate, networkingFields } from "../../connections/networking";
import { isConnectionType } from "../../connections/types";
import type { Runtime } from "../../process/runtime";
import type { JsonObject } from "../../shared/json";
import { applyInputs } from "./apply";

/** A connection that a resource has from now on. */
export interface Obtained {
  connection: Connection;
  /** There where it was found, not made: see `Holders`. */
  adoptionId?: string;
}

/**
 * Takes over a connection that exists, and brings it to the inputs.
 *
 * @throws Error when it is of another type, or differs in what Atlas cannot change; nothing is sent then.
 */
export async function adopt(
  runtime: Runtime,
  address: Address,
  inputs: JsonObject,
  existing: Connection,
): Promise<Obtained> {
  const { type } = inputs;
  if (!isConnectionType(type) || existing.type !== type) {
    throw new Error(
      `a connection of this name exists, but its type is ${existing.type}; it can be adopted only as that type`,
    );
  }
  const before = inputsFromAtlas(type, {}, existing, address);
  const fixed = fixedDifferences(inputs, existing, address);
  if (fixed.length > 0) {
    throw new Error(
      `a connection of this name exists, but differs in ${fixed.join(", ")}, which Atlas cannot change; give the program the same, or delete the connection first`,
    );
  }
  const adoptionId = runtime.holders.takeOver(formatId(address));
  const answer = await applyInputs(runtime, address, inputs, before);
  runtime.log(`took over the existing connection ${address.connectionName}`);
  // The answer to a PATCH tells no state, and private networking may take the connection back to PENDING.
  return { connection: { ...answer, state: isPrivate(inputs) ? "PENDING" : existing.state }, adoptionId };
}

/** The fields, by their paths, in which a connection of the inputs' type differs although Atlas cannot change them. */
export function fixedDifferences(inputs: JsonObject, existing: Connection, address: Address): string[] {
  const { type, region } = inputs;
  if (!isConnectionType(type)) return [];
  const before = inputsFromAtlas(type, {}, existing, address);
  const fixed = differences(type, before, inputs, address)
    .filter(({ path: [key] }) => networkingFields.some((field) => field === key))
    .map(({ path }) => path.join("."));
  // Only a region that the program asks for counts.
  return region !== undefined && region !== (existing.region ?? region) ? [...fixed, "region"] : fixed;
}
