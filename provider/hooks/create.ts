import type { CreateResult } from "@pulumi/pulumi/dynamic";
import type { Connection } from "../atlas/connection";
import { type Address, formatId } from "../connections/address";
import { programInputs } from "../connections/inputs";
import type { JsonObject } from "../connections/json";
import { kept } from "./kept";
import { post } from "./post";
import { addressOf, outputs } from "./result";
import type { Runtime } from "./runtime";
import { settle } from "./settle";
import { ConnectionMissingError, type Deadline, deadlineOf } from "./wait";

/** So often a connection is created that Atlas then does not show any more. */
const maxCreations = 3;

/** POST, then wait for READY. From the POST on, a failure keeps the connection in the state. */
export async function create(runtime: Runtime, props: JsonObject): Promise<CreateResult> {
  const inputs = programInputs(props);
  const address = addressOf(inputs);
  const id = formatId(address);
  const deadline = deadlineOf("create", inputs, runtime.clock);
  let connection = await post(runtime, address, inputs, deadline);
  try {
    if ((connection.state ?? "READY") !== "READY" || runtime.verifyWrites)
      connection = await settleNew(runtime, address, inputs, deadline, connection);
  } catch (error) {
    const failure = kept(props, inputs, connection, runtime.holders.adoptionOf(id), error);
    runtime.holders.hold(id, failure.properties);
    throw failure;
  }
  const outs = outputs(inputs, connection, runtime.holders.adoptionOf(id));
  runtime.holders.hold(id, outs);
  return { id, outs };
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
