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
import { disagreements } from "./agreement";
import { applyInputs } from "./apply";
import { kept } from "./kept";
import { despiteLag } from "./lag";
import { addressOf, outputs } from "./result";
import type { Runtime } from "./runtime";
import { settle } from "./settle";
import { ConnectionMissingError, type Deadline, deadlineOf, poll, waitUntilGone } from "./wait";

/** So many answers to a POST may be lost until we give up. */
const maxLostAnswers = 4;
/** So often a connection is created that Atlas then does not show any more. */
const maxCreations = 3;

/** POST, then wait for READY. From the POST on, a failure keeps the connection in the state. */
export async function create(runtime: Runtime, props: JsonObject): Promise<CreateResult> {
  const inputs = programInputs(props);
  const address = addressOf(inputs);
  const deadline = deadlineOf("create", inputs, runtime.clock);
  let connection = await post(runtime, address, inputs, deadline);
  try {
    if ((connection.state ?? "READY") !== "READY" || runtime.verifyWrites)
      connection = await settleNew(runtime, address, inputs, deadline, connection);
  } catch (error) {
    throw kept(props, inputs, connection, error);
  }
  return { id: formatId(address), outs: outputs(inputs, connection) };
}

/** Waits, and creates the connection again where Atlas has lost it. */
async function settleNew(
  runtime: Runtime,
  address: Address,
  inputs: JsonObject,
  deadline: Deadline,
  posted: Connection,
): Promise<Connection> {
  let answer = posted;
  for (let creation = 1; ; creation++) {
    try {
      return await settle(runtime, address, inputs, deadline, answer);
    } catch (error) {
      if (!(error instanceof ConnectionMissingError) || creation === maxCreations) throw error;
      runtime.log(`Atlas has lost connection ${address.connectionName}; creating it again`);
      answer = await post(runtime, address, inputs, deadline, true);
    }
  }
}

/**
 * Sends the POST until it is known what became of it.
 *
 * @param sentBefore an earlier POST of ours was accepted: whoever has the name may be our own.
 */
async function post(
  runtime: Runtime,
  address: Address,
  inputs: JsonObject,
  deadline: Deadline,
  sentBefore = false,
): Promise<Connection> {
  const { client } = runtime;
  let lostAnswers = 0;
  const waitingFor = () =>
    lostAnswers > 0
      ? `an answer to the creation of connection ${address.connectionName}`
      : `the former connection ${address.connectionName} to disappear`;
  return poll(runtime, deadline, waitingFor, async () => {
    try {
      return await client.create(address, createBody(inputs));
    } catch (error) {
      if (hasCode(error, "STREAM_CONNECTION_NAME_ALREADY_EXISTS")) {
        return settleConflict(runtime, address, inputs, deadline, sentBefore || lostAnswers > 0, error);
      }
      if (!client.mayHaveCreated(address, error)) throw error;
      lostAnswers++;
      const ours = await findOurs(runtime, address, inputs, error);
      if (!ours && lostAnswers === maxLostAnswers) throw uncertain(error);
      return ours;
    }
  });
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
): Promise<Connection | undefined> {
  try {
    const existing = await despiteLag(runtime, () => runtime.client.get(address));
    return isOurs(existing, inputs, address) ? existing : undefined;
  } catch (error) {
    if (isGone(error)) return undefined;
    throw uncertain(lost, error);
  }
}

function isOurs(existing: Connection, inputs: JsonObject, address: Address): boolean {
  return existing.state !== "DELETING" && disagreements(inputs, existing, address).length === 0;
}

/** Nobody knows whether the connection exists. It is not kept in the state, since the name may be a stranger's. */
function uncertain(lost: unknown, look?: unknown): Error {
  const why = look instanceof Error ? `, and neither could be looked: ${look.message}` : "";
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
  if (mayBeOurs && isOurs(existing, inputs, address)) return existing;
  if (inputs.adopt !== true && !runtime.adoptAll) throw conflict;
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
