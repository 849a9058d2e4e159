import { operations } from "../messages/operations";
import type { JsonObject } from "../shared/json";
import { type Address, addressOf, formatId } from "./address";
import { programInputs } from "./inputs";
import { parseTimeouts, type Timeouts } from "./timeouts";
import { type ConnectionType, isConnectionType } from "./types";

/** What the program declares of one connection. `create` and `update` parse it once, at their first line. */
export interface Desired {
  readonly type: ConnectionType;
  readonly address: Address;
  /** The Pulumi id: `projectId/workspaceName/connectionName`. */
  readonly id: string;
  /** The program's arguments, without what Pulumi adds. */
  readonly inputs: JsonObject;
  readonly timeouts: Timeouts;
  /** The program allows taking over an existing connection. */
  readonly adopt: boolean;
}

/**
 * Parses the properties that Pulumi hands to a hook. `check` has validated them before.
 *
 * @throws Error when this version does not know `type`.
 */
export function parseDesired(properties: JsonObject): Desired {
  const inputs = programInputs(properties);
  const { type } = inputs;
  if (!isConnectionType(type)) throw unknownTypeError(type);
  const address = addressOf(inputs);
  return {
    type,
    address,
    id: formatId(address),
    inputs,
    timeouts: parseTimeouts(inputs),
    adopt: inputs.adopt === true,
  };
}

/** A newer release may know the type. */
export function unknownTypeError(type: unknown): Error {
  return new Error(operations.unknownType.text(JSON.stringify(type)));
}
