import { isDeepStrictEqual } from "node:util";
import type { ReadResult } from "@pulumi/pulumi/dynamic";
import { retryNotFoundByAge } from "../atlas/retryNotFound";
import { typeOf } from "../connections/additional";
import { type Address, formatId, type Kind, nameOf, parseId } from "../connections/address";
import { unknownTypeError } from "../connections/desired";
import { inputsFromAtlas } from "../connections/drift";
import { echoedInputs } from "../connections/inputs";
import { record } from "../connections/mismatch";
import { recordedIn } from "../connections/recorded";
import { concealSecrets, mapSecrets, markSecrets, revealRecorded } from "../connections/secrets";
import { formatPath } from "../connections/validate";
import { operations } from "../messages/operations";
import type { Runtime } from "../process/runtime";
import { type JsonObject, valueAt } from "../shared/json";
import { markedOutputs } from "./outputs";
import { type Observed, observe } from "./reconcile/observe";

/**
 * Reads the connection from Atlas: for a refresh, for `.get()` and after an import. Returns inputs and outputs, so
 * that the next preview shows drift field by field.
 */
export async function read(
  runtime: Runtime,
  id: string,
  olds: JsonObject,
  kind: Kind = "connection",
): Promise<ReadResult> {
  const address = parseId(id, kind, olds.region);
  // Without our own outputs, this is `.get()` or the refresh after an import.
  const isInState = typeof olds.type === "string";
  const observed = await observeForRead(runtime, address, olds.connectionId);
  if (observed.status === "absent" || observed.status === "deleting") {
    if (!isInState) throw new Error(operations.missing.text);
    if (observed.status === "absent" && observed.isWorkspaceMissing)
      runtime.log(operations.workspaceMissing.text(address.workspaceName, nameOf(address)));
    return { id: "", props: {} };
  }
  const type = typeOf({ ...olds, type: observed.connection.type });
  if (!type) throw unknownTypeError(observed.connection.type);
  const { secretsInState } = olds;
  const rules = { type, projectId: address.projectId, secretsInState };
  const connection = concealSecrets(observed.connection, rules);
  const known = isInState && olds.type === type ? echoedInputs(olds) : { secretsInState };
  const isSameConnection =
    connection.id && olds.connectionId ? connection.id === olds.connectionId : undefined;
  if (isSameConnection === false) runtime.log(operations.successorRead.text(nameOf(address)));
  const recordedBefore = revealRecorded(recordedIn(olds), rules, connection);
  const memory = { recorded: recordedBefore, isSameConnection, region: olds.region };
  const inputs = inputsFromAtlas(type, known, connection, address, memory);
  const drifted = changedSecrets(known, inputs);
  if (drifted.length > 0) runtime.logOnce(operations.secretDrift.text(nameOf(address), drifted.join(", ")));
  const recorded = record({ type, address, inputs }, connection);
  return {
    id: formatId(address),
    props: markedOutputs(inputs, connection, { adoptionId: olds.adoptionId, recorded }),
    inputs: markSecrets(inputs),
  };
}

/** The paths of secrets with another value. Pulumi shows a changed secret of a refresh like an unchanged one. */
function changedSecrets(before: JsonObject, after: JsonObject): string[] {
  const paths: string[] = [];
  mapSecrets(before, before.type, (secret, path) => {
    const now = valueAt(after, path);
    if (now !== undefined && !isDeepStrictEqual(secret, now)) paths.push(formatPath(path));
    return secret;
  });
  return paths;
}

/** The first attempt may use a shared list of the workspace, which may be older than the connection. The others send a GET. */
function observeForRead(runtime: Runtime, address: Address, connectionId: unknown): Promise<Observed> {
  const { reader, client } = runtime;
  let attempts = 0;
  const get = () => (attempts++ === 0 ? reader.read(address) : client.get(address));
  return observe(() => retryNotFoundByAge(runtime, connectionId, get));
}
