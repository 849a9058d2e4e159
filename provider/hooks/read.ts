import type { ReadResult } from "@pulumi/pulumi/dynamic";
import type { Connection } from "../atlas/connection";
import { isGone } from "../atlas/errors/kinds";
import { type Address, formatId, parseId } from "../connections/address";
import { inputsFromAtlas } from "../connections/drift";
import { isConnectionType } from "../connections/index";
import { inputsOf } from "../connections/inputs";
import type { JsonObject } from "../connections/json";
import { markSecrets } from "../connections/secrets";
import { outputs } from "./result";
import type { Runtime } from "./runtime";

/** Atlas is known to lag: it must say twice that a connection is gone, this far apart. */
const secondLookMs = 1_000;

/**
 * The connection as Atlas has it: for a refresh, for `.get()` and after an import. Returns inputs beside outputs, so
 * that the next preview shows drift property by property.
 */
export async function read(runtime: Runtime, id: string, props: JsonObject): Promise<ReadResult> {
  const address = parseId(id);
  // Without our own marker the state knows nothing of the connection: `.get()`, or the refresh after an import.
  const managed = typeof props.type === "string";
  const connection = await find(runtime, address);
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
async function find({ reader, client, clock }: Runtime, address: Address): Promise<Connection | undefined> {
  try {
    return unlessDeleting(await reader.read(address));
  } catch (error) {
    if (!isGone(error)) throw error;
  }
  await clock.sleep(secondLookMs);
  try {
    return unlessDeleting(await client.get(address));
  } catch (error) {
    if (!isGone(error)) throw error;
    return undefined;
  }
}

function unlessDeleting(connection: Connection): Connection | undefined {
  return connection.state === "DELETING" ? undefined : connection;
}
