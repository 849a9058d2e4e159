import type { Connection } from "../atlas/connection";
import type { Workspace } from "../atlas/workspaceQueue";
import { inputsFromAtlas } from "../connections/drift";
import { outputsOf } from "../connections/inputs";
import { isConnectionType } from "../connections/types";
import type { GetStreamConnectionResult } from "./types";

/** A connection as a look-up returns it: the outputs of a resource that was read for the first time. */
export function resultOf(
  { projectId, workspaceName }: Workspace,
  connection: Connection,
): GetStreamConnectionResult {
  const { type, name, state, id, region } = connection;
  const address = { projectId, workspaceName, connectionName: name };
  const inputs = isConnectionType(type)
    ? inputsFromAtlas(type, {}, connection, address)
    : { ...address, type };
  // Only the schemas know the fields; TypeScript sees an object of unknown values.
  return outputsOf(inputs, { state, id, region }) as unknown as GetStreamConnectionResult;
}
