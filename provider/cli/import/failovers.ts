import type { AtlasClient } from "../../atlas/client";
import type { Connection } from "../../atlas/connection";
import { isResponseError } from "../../atlas/errors/responseErrors";
import type { Workspace } from "../../atlas/workspaceQueue";
import { definitionOf } from "../../connections/types";

/** Statuses of servers that do not know failover connections. */
const unknownToServer = [404, 405, 406];

/** The failover connections of these connections, by the name of the connection. */
export async function listFailovers(
  client: AtlasClient,
  workspace: Workspace,
  connections: readonly Connection[],
): Promise<ReadonlyMap<string, readonly Connection[]>> {
  const candidates = connections.filter(({ type }) => definitionOf(type).canFailOver);
  const entries = candidates.map(async ({ name }): Promise<[string, readonly Connection[]]> => {
    try {
      const { results } = await client.list({ ...workspace, connectionName: name, failover: {} }, 1);
      return [name, results];
    } catch (error) {
      if (isResponseError(error) && unknownToServer.includes(error.status)) return [name, []];
      throw error;
    }
  });
  return new Map(await Promise.all(entries));
}
