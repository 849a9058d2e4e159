import type { CreateResult } from "@pulumi/pulumi/dynamic";
import type { Connection } from "../atlas/connection";
import { hasCode, isGone } from "../atlas/errors/kinds";
import { type Address, formatId } from "../connections/address";
import { createBody } from "../connections/body";
import { inputsFromAtlas } from "../connections/drift";
import { isConnectionType } from "../connections/index";
import { programInputs } from "../connections/inputs";
import type { JsonObject } from "../connections/json";
import { networkingFields } from "../connections/networking";
import { differences } from "../connections/sameness";
import { applyInputs } from "./apply";
import { InitializationError } from "./initializationError";
import { addressOf, outputs, providerKey } from "./result";
import type { Runtime } from "./runtime";
import { type Deadline, deadlineOf, poll, waitUntilGone, waitUntilReady } from "./wait";

/** POST, then wait for READY. From the POST on, a failure keeps the connection in the state. */
export async function create(runtime: Runtime, props: JsonObject): Promise<CreateResult> {
  const inputs = programInputs(props);
  const address = addressOf(inputs);
  const id = formatId(address);
  const deadline = deadlineOf("create", inputs, runtime.clock);
  let connection = await post(runtime, address, inputs, deadline);
  try {
    if ((connection.state ?? "READY") !== "READY")
      connection = await waitUntilReady(runtime, address, deadline);
  } catch (error) {
    const state = error instanceof Error && error.name === "ConnectionFailedError" ? "FAILED" : "PENDING";
    const properties = { ...outputs(inputs, { ...connection, state }), [providerKey]: props[providerKey] };
    throw new InitializationError(id, properties, error as Error);
  }
  return { id, outs: outputs(inputs, connection) };
}

async function post(
  runtime: Runtime,
  address: Address,
  inputs: JsonObject,
  deadline: Deadline,
): Promise<Connection> {
  const { client } = runtime;
  return poll(
    runtime,
    deadline,
    () => `the former connection ${address.connectionName} to disappear`,
    async () => {
      try {
        return await client.create(address, createBody(inputs));
      } catch (error) {
        if (!hasCode(error, "STREAM_CONNECTION_NAME_ALREADY_EXISTS")) throw error;
        return settleConflict(runtime, address, inputs, deadline, error);
      }
    },
  );
}

/**
 * Someone has the name. A predecessor on its way out is waited for, and with `adopt` a connection of the same type
 * is taken over; returns undefined when the POST is worth another attempt.
 */
async function settleConflict(
  runtime: Runtime,
  address: Address,
  inputs: JsonObject,
  deadline: Deadline,
  conflict: unknown,
): Promise<Connection | undefined> {
  const existing = await runtime.client.get(address).catch((error: unknown) => {
    if (isGone(error)) return undefined;
    throw error;
  });
  if (!existing) return undefined;
  if (existing.state === "DELETING") {
    await waitUntilGone(runtime, address, deadline);
    return undefined;
  }
  if (inputs.adopt !== true) throw conflict;
  return adopt(runtime, address, inputs, existing);
}

async function adopt(
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
  const answer = await applyInputs(runtime, address, inputs, before);
  runtime.adopted.add(formatId(address));
  runtime.log(`took over the existing connection ${address.connectionName}`);
  return { ...answer, state: existing.state };
}
