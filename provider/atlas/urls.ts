import type { Address } from "../connections/address";
import { operations } from "../messages/operations";
import type { HttpRequest } from "./http";
import type { Workspace } from "./workspaceQueue";

/** A workspace's connections, or with `failover` the failover connections of one of them. */
export type Collection = Workspace & Partial<Pick<Address, "connectionName" | "failover">>;

/** @param baseUrl as `checkBaseUrl` returns it. */
export function collectionUrl(
  baseUrl: string,
  { projectId, workspaceName, connectionName = "", failover }: Collection,
): string {
  const workspace = `${baseUrl}/api/atlas/v2/groups/${segment(projectId)}/streams/${segment(workspaceName)}`;
  const connections = `${workspace}/connections`;
  return failover ? `${connections}/${segment(connectionName)}/failoverConnections` : connections;
}

/** @param baseUrl as `checkBaseUrl` returns it. */
export function connectionUrl(baseUrl: string, address: Address): string {
  const { connectionName, failover } = address;
  return `${collectionUrl(baseUrl, address)}/${segment(failover ? (failover.id ?? "") : connectionName)}`;
}

/** A name as one segment of a path. `..` would address another resource, for example the workspace in a DELETE. */
function segment(name: string): string {
  if (["", ".", ".."].includes(name)) throw new Error(operations.unaddressable.text(name));
  return encodeURIComponent(name);
}

/** The versions of the API that have the endpoints. */
const mediaTypes = {
  connections: "application/vnd.atlas.2023-02-01+json",
  failovers: "application/vnd.atlas.2025-03-12+json",
} as const;

/** Adds the headers that name the version of the API. */
export function withHeaders({ failover }: Pick<Collection, "failover">, request: HttpRequest): HttpRequest {
  const version = mediaTypes[failover ? "failovers" : "connections"];
  const headers = { Accept: version };
  return {
    ...request,
    headers: request.body === undefined ? headers : { ...headers, "Content-Type": version },
  };
}
