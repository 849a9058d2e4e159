import type { Connection } from "../../atlas/connection";
import { hasCode, isGone } from "../../atlas/errors/kinds";
import { type Address, formatId } from "../../connections/address";
import { createBody } from "../../connections/body";
import { inputsFromAtlas } from "../../connections/drift";
import { fieldsOf } from "../../connections/fields";
import { type ConnectionType, isConnectionType } from "../../connections/types";
import type { Runtime } from "../../process/runtime";
import { type JsonObject, valueAt } from "../../shared/json";
import { adopt, type Obtained } from "./adopt";
import { applyInputs } from "./apply";
import { disagreements } from "./mismatchedFields";
import { despiteLag } from "./retryNotFound";
import { type Deadline, poll, WaitTimeoutError, waitUntilGone } from "./wait";

/** So many answers to a POST may be lost until we give up. */
const maxLostAnswers = 4;

/**
 * Sends the POST until it is known what became of it.
 *
 * @param sentBefore an earlier POST of ours was accepted: whoever has the name may be our own.
 */
export async function post(
  runtime: Runtime,
  address: Address,
  inputs: JsonObject,
  deadline: Deadline,
  sentBefore = false,
): Promise<Obtained> {
  const { client } = runtime;
  const lost: unknown[] = [];
  const waitingFor = () =>
    lost.length > 0
      ? `an answer to the creation of connection ${address.connectionName}`
      : `the name ${address.connectionName} to become free, which Atlas says is taken`;
  try {
    return await poll(runtime, deadline, waitingFor, async () => {
      try {
        return { connection: await client.create(address, createBody(inputs)) };
      } catch (error) {
        if (hasCode(error, "STREAM_CONNECTION_NAME_ALREADY_EXISTS")) {
          return settleConflict(runtime, address, inputs, deadline, sentBefore || lost.length > 0, error);
        }
        if (!client.mayHaveCreated(address, error)) throw error;
        lost.push(error);
        const ours = await findOurs(runtime, address, inputs, error);
        if (!ours && lost.length === maxLostAnswers) throw uncertain(error);
        return ours;
      }
    });
  } catch (error) {
    // The next run does not go on from here: the state knows nothing of the connection.
    throw error instanceof WaitTimeoutError && lost.length > 0 ? uncertain(lost.at(-1)) : error;
  }
}

/**
 * Looks whether a POST without an answer has done its work. What is there but differs is left to the next POST, whose
 * refusal says what it is.
 */
async function findOurs(
  runtime: Runtime,
  address: Address,
  inputs: JsonObject,
  lost: unknown,
): Promise<Obtained | undefined> {
  try {
    const existing = await despiteLag(runtime, () => runtime.client.get(address));
    return await takeIfOurs(runtime, address, inputs, existing);
  } catch (error) {
    if (isGone(error)) return undefined;
    throw uncertain(lost, error);
  }
}

/**
 * A connection as the inputs want it counts as made by an earlier POST of ours. It may be another one all the same, of a
 * renamed resource for example, which the engine is about to delete, and nobody sees its secrets: those are sent again.
 */
async function takeIfOurs(
  runtime: Runtime,
  address: Address,
  inputs: JsonObject,
  existing: Connection,
): Promise<Obtained | undefined> {
  if (existing.state === "DELETING" || disagreements(inputs, existing, address).length > 0) return undefined;
  const adoptionId = runtime.holders.takeOver(formatId(address));
  const { type } = inputs;
  // While it is PENDING it is hardly anybody else's, and Atlas may refuse to change it.
  if (isConnectionType(type) && hasWriteOnly(type, inputs) && (existing.state ?? "READY") === "READY")
    await applyInputs(runtime, address, inputs, inputsFromAtlas(type, {}, existing, address));
  return { connection: existing, adoptionId };
}

function hasWriteOnly(type: ConnectionType, inputs: JsonObject): boolean {
  return fieldsOf(type).some(({ meta, path }) => meta.writeOnly && valueAt(inputs, path) !== undefined);
}

/** Nobody knows whether the connection exists. It is not kept in the state, since the name may be a stranger's. */
function uncertain(lost: unknown, look?: unknown): Error {
  const why = look instanceof Error ? `, and it could not be looked up: ${look.message}` : "";
  return new Error(
    `${(lost as Error).message}${why}. It is not known whether Atlas has created the connection. ` +
      "Run pulumi up again; should it say that the name exists already, run it once with PULUMI_ATLAS_STREAMS_ADOPT=1",
    { cause: lost },
  );
}

/**
 * Someone has the name. What an earlier attempt of ours may have created is taken as ours, a predecessor on its way
 * out is waited for, and with `adopt` a connection of the same type is taken over; returns undefined when the POST is
 * worth another attempt.
 */
async function settleConflict(
  runtime: Runtime,
  address: Address,
  inputs: JsonObject,
  deadline: Deadline,
  mayBeOurs: boolean,
  conflict: unknown,
): Promise<Obtained | undefined> {
  const existing = await runtime.client.get(address).catch((error: unknown) => {
    if (isGone(error)) return undefined;
    throw error;
  });
  if (!existing) return undefined;
  if (existing.state === "DELETING") {
    await waitUntilGone(runtime, address, deadline, existing.id);
    return undefined;
  }
  const ours = mayBeOurs ? await takeIfOurs(runtime, address, inputs, existing) : undefined;
  if (ours) return ours;
  if (inputs.adopt !== true && !runtime.adoptAll) throw conflict;
  return adopt(runtime, address, inputs, existing);
}
