import type { Address } from "../connections/address";
import { requests } from "../messages/requests";
import type { HttpRequest } from "./http";
import type { Workspace } from "./workspaceQueue";

/** The version of the API that has the endpoints of connections. */
const mediaType = "application/vnd.atlas.2023-02-01+json";

/** @param baseUrl as `checkBaseUrl` returns it. */
export function connectionsUrl(baseUrl: string, { projectId, workspaceName }: Workspace): string {
  return `${baseUrl}/api/atlas/v2/groups/${segment(projectId)}/streams/${segment(workspaceName)}/connections`;
}

/** @param baseUrl as `checkBaseUrl` returns it. */
export function connectionUrl(baseUrl: string, address: Address): string {
  return `${connectionsUrl(baseUrl, address)}/${segment(address.connectionName)}`;
}

/** A name as one segment of a path. `..` would address another resource, for example the workspace in a DELETE. */
function segment(name: string): string {
  if (["", ".", ".."].includes(name)) throw new Error(requests.unaddressable.text(name));
  return encodeURIComponent(name);
}

/** Adds the headers that name the version of the API. */
export function withHeaders(request: HttpRequest, version = mediaType): HttpRequest {
  const headers = { Accept: version };
  return {
    ...request,
    headers: request.body === undefined ? headers : { ...headers, "Content-Type": version },
  };
}
