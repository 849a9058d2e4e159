import type { ReadResult } from "@pulumi/pulumi/dynamic";
import type { Connection } from "../atlas/connection";
import { isGone } from "../atlas/errors/kinds";
import { type Address, formatId, parseId } from "../connections/address";
import { inputsFromAtlas } from "../connections/drift";
import { inputsOf } from "../connections/inputs";
import { markSecrets } from "../connections/secrets";
import { isConnectionType } from "../connections/types";
import type { Runtime } from "../process/runtime";
import type { JsonObject } from "../shared/json";
import { outputs } from "./outputs";
import { despiteLagOf } from "./reconcile/retryNotFound";

/**
 * The connection as Atlas has it: for a refresh, for `.get()` and after an import. Returns inputs beside outputs, so
 * that the next preview shows drift property by property.
 */
export async function read(runtime: Runtime, id: string, props: JsonObject): Promise<ReadResult> {
  const address = parseId(id);
  // Without our own marker the state knows nothing of the connection: `.get()`, or the refresh after an import.
  const managed = typeof props.type === "string";
  const connection = await find(runtime, address, props.connectionId);
  if (!connection) {
    if (managed) return { id: "", props: {} };
    throw new Error("there is no such connection in Atlas");
  }
  const { type } = connection;
  if (!isConnectionType(type)) {
    throw new Error(
      `Atlas reports the type ${JSON.stringify(type)}, which this version of pulumi-atlas-streams does not know; use a newer one`,
    );
  }
  const known = managed && props.type === type ? inputsOf(props) : {};
  const inputs = inputsFromAtlas(type, known, connection, address);
  return {
    id: formatId(address),
    props: outputs(inputs, connection, props.adoptionId),
    inputs: markSecrets(inputs),
  };
}

/** The connection, or undefined when it is gone or on its way out. */
async function find(
  runtime: Runtime,
  address: Address,
  connectionId: unknown,
): Promise<Connection | undefined> {
  const { reader, client } = runtime;
  let isFirst = true;
  try {
    const connection = await despiteLagOf(runtime, connectionId, () => {
      const look = isFirst ? reader.read(address) : client.get(address);
      isFirst = false;
      return look;
    });
    return connection.state === "DELETING" ? undefined : connection;
  } catch (error) {
    if (!isGone(error)) throw error;
    return undefined;
  }
}
