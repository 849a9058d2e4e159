import type { ReadResult } from "@pulumi/pulumi/dynamic";
import { retryNotFoundByAge } from "../atlas/retryNotFound";
import { type Address, formatId, parseId } from "../connections/address";
import { unknownTypeError } from "../connections/desired";
import { inputsFromAtlas } from "../connections/drift";
import { echoedInputs } from "../connections/inputs";
import { markSecrets } from "../connections/secrets";
import { isConnectionType } from "../connections/types";
import { operations } from "../messages/operations";
import type { Runtime } from "../process/runtime";
import type { JsonObject } from "../shared/json";
import { markedOutputs } from "./outputs";
import { type Observed, observe } from "./reconcile/observe";

/**
 * Reads the connection from Atlas: for a refresh, for `.get()` and after an import. Returns inputs and outputs, so
 * that the next preview shows drift field by field.
 */
export async function read(runtime: Runtime, id: string, olds: JsonObject): Promise<ReadResult> {
  const address = parseId(id);
  // Without our own outputs, this is `.get()` or the refresh after an import.
  const isInState = typeof olds.type === "string";
  const observed = await observeForRead(runtime, address, olds.connectionId);
  if (observed.status === "absent" || observed.status === "deleting") {
    if (isInState) return { id: "", props: {} };
    throw new Error(operations.missing.text);
  }
  const { connection } = observed;
  const { type } = connection;
  if (!isConnectionType(type)) throw unknownTypeError(type);
  const known = isInState && olds.type === type ? echoedInputs(olds) : {};
  const inputs = inputsFromAtlas(type, known, connection, address);
  return {
    id: formatId(address),
    props: markedOutputs(inputs, connection, olds.adoptionId),
    inputs: markSecrets(inputs),
  };
}

/** The first attempt may use a shared list of the workspace, which may be older than the connection. The others send a GET. */
function observeForRead(runtime: Runtime, address: Address, connectionId: unknown): Promise<Observed> {
  const { reader, client } = runtime;
  let attempts = 0;
  const get = () => (attempts++ === 0 ? reader.read(address) : client.get(address));
  return observe(() => retryNotFoundByAge(runtime, connectionId, get));
}
