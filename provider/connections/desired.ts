import { operations } from "../messages/operations";
import type { JsonObject } from "../shared/json";
import { typeOf } from "./additional";
import { type Address, addressOf, type Kind, parseId } from "./address";
import { programInputs } from "./inputs";
import { parseTimeouts, type Timeouts } from "./timeouts";
import type { ConnectionType } from "./types";

/** What the program declares of one connection. `create` and `update` parse it once, at their first line. */
export interface Desired {
  readonly type: ConnectionType;
  readonly address: Address;
  /** The program's arguments, without what Pulumi adds. */
  readonly inputs: JsonObject;
  readonly timeouts: Timeouts;
  /** The program allows taking over an existing connection. */
  readonly adopt: boolean;
}

/**
 * Parses the properties that Pulumi hands to a hook. `check` has validated them before.
 *
 * @param id the Pulumi id of a resource that exists.
 * @throws Error when this version does not know `type`.
 */
export function parseDesired(properties: JsonObject, kind: Kind = "connection", id?: string): Desired {
  const inputs = programInputs(properties);
  const type = typeOf(inputs);
  if (!type) throw unknownTypeError(inputs.type);
  return {
    type,
    address: addressOf(inputs, kind, id && parseId(id, kind).failover?.id),
    inputs,
    timeouts: parseTimeouts(inputs),
    adopt: inputs.adopt === true,
  };
}

/** A newer release may know the type. */
export function unknownTypeError(type: unknown): Error {
  return new Error(operations.unknownType.text(JSON.stringify(type)));
}
