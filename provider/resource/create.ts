import type { CreateResult } from "@pulumi/pulumi/dynamic";
import { type Address, formatId } from "../connections/address";
import { programInputs } from "../connections/inputs";
import type { Runtime } from "../process/runtime";
import type { JsonObject } from "../shared/json";
import { addressOf, outputs } from "./outputs";
import { kept } from "./partialState";
import type { Obtained } from "./reconcile/adopt";
import { newAdoptionId } from "./reconcile/ownership";
import { post } from "./reconcile/post";
import { settle } from "./reconcile/settle";
import { ConnectionMissingError, type Deadline, deadlineOf } from "./reconcile/wait";

/** So often a connection is created that Atlas then does not show any more. */
const maxCreations = 3;

/** POST, then wait for READY. From the POST on, a failure keeps the connection in the state. */
export async function create(runtime: Runtime, props: JsonObject): Promise<CreateResult> {
  const inputs = programInputs(props);
  const address = addressOf(inputs);
  const id = formatId(address);
  const deadline = deadlineOf("create", inputs, runtime.clock);
  let obtained = await post(runtime, address, inputs, deadline);
  try {
    if ((obtained.connection.state ?? "READY") !== "READY" || runtime.verifyWrites)
      obtained = await settleNew(runtime, address, inputs, deadline, obtained);
  } catch (error) {
    const failure = kept(props, inputs, obtained.connection, markOf(obtained), error);
    runtime.holders.hold(id, failure.properties);
    throw failure;
  }
  const outs = outputs(inputs, obtained.connection, markOf(obtained));
  runtime.holders.hold(id, outs);
  return { id, outs };
}

/** A server older than 2026 gives connections no id, by which two resources of one name could be told apart. */
function markOf({ connection, adoptionId }: Obtained): string | undefined {
  return adoptionId ?? (connection.id ? undefined : newAdoptionId());
}

/** Waits, and creates the connection again where Atlas has lost it. */
async function settleNew(
  runtime: Runtime,
  address: Address,
  inputs: JsonObject,
  deadline: Deadline,
  posted: Obtained,
): Promise<Obtained> {
  let obtained = posted;
  for (let creation = 1; ; creation++) {
    try {
      const connection = await settle(runtime, address, inputs, deadline, obtained.connection);
      return { ...obtained, connection };
    } catch (error) {
      if (!(error instanceof ConnectionMissingError) || creation === maxCreations) throw error;
      runtime.log(`Atlas has lost connection ${address.connectionName}; creating it again`);
      obtained = await post(runtime, address, inputs, deadline, true);
    }
  }
}
