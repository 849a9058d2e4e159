import type { Connection } from "../atlas/connection";
import { type Address, formatId } from "../connections/address";
import { inputsFromAtlas } from "../connections/drift";
import { isConnectionType } from "../connections/index";
import type { JsonObject } from "../connections/json";
import { networkingFields } from "../connections/networking";
import { differences } from "../connections/sameness";
import { applyInputs } from "./apply";
import type { Runtime } from "./runtime";

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
): Promise<Connection> {
  const { type } = inputs;
  if (!isConnectionType(type) || existing.type !== type) {
    throw new Error(
      `a connection of this name exists, but its type is ${existing.type}; it can be adopted only as that type`,
    );
  }
  const before = inputsFromAtlas(type, {}, existing, address);
  const fixed = differences(type, before, inputs, address).filter(({ path: [key] }) =>
    networkingFields.some((field) => field === key),
  );
  if (fixed.length > 0) {
    const paths = fixed.map(({ path }) => path.join(".")).join(", ");
    throw new Error(
      `a connection of this name exists, but differs in ${paths}, which Atlas cannot change; give the program the same networking, or delete the connection first`,
    );
  }
  runtime.holders.takeOver(formatId(address));
  const answer = await applyInputs(runtime, address, inputs, before);
  runtime.log(`took over the existing connection ${address.connectionName}`);
  return { ...answer, state: existing.state };
}
