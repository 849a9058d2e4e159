import { defaultAccessToken, type LocalAtlas } from "../../../atlas-local";
import { type HttpResponse, send } from "./http";

export const projectId = "32b6e34b3d91647abb20e7b8";
export const workspaceName = "shop";
export const accept = "application/vnd.atlas.2023-02-01+json";

export function pathOf(name?: string, workspace = workspaceName, project = projectId): string {
  const base = `/api/atlas/v2/groups/${project}/streams/${workspace}/connections`;
  return name === undefined ? base : `${base}/${name}`;
}

const failoverAccept = "application/vnd.atlas.2025-03-12+json";

export function failoverPathOf(name: string, id?: string): string {
  return `${pathOf(name)}/failoverConnections${id === undefined ? "" : `/${id}`}`;
}

export interface Extra {
  headers?: Record<string, string>;
  /** Sent instead of the JSON body. */
  raw?: string;
}

/** A client with the access token, for tests that are not about authentication. */
export function clientOf(atlas: LocalAtlas) {
  const call = (
    method: string,
    path: string,
    body?: unknown,
    { headers = {}, raw }: Extra = {},
  ): Promise<HttpResponse> =>
    send(atlas.url + path, {
      method,
      headers: {
        Accept: accept,
        Authorization: `Bearer ${defaultAccessToken}`,
        ...(body === undefined && raw === undefined ? {} : { "Content-Type": "application/json" }),
        ...headers,
      },
      ...(raw !== undefined ? { body: raw } : body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  return {
    call,
    get: (name: string) => call("GET", pathOf(name)),
    list: (query = "") => call("GET", pathOf() + query),
    create: (body: unknown) => call("POST", pathOf(), body),
    update: (name: string, body: unknown) => call("PATCH", pathOf(name), body),
    remove: (name: string) => call("DELETE", pathOf(name)),
    /** The endpoints of the failover connections of one connection. */
    failoversOf(name: string) {
      const send = (method: string, id?: string, body?: unknown, query = "") =>
        call(method, failoverPathOf(name, id) + query, body, { headers: { Accept: failoverAccept } });
      return {
        get: (id: string) => send("GET", id),
        list: (query = "") => send("GET", undefined, undefined, query),
        create: (body: unknown) => send("POST", undefined, body),
        update: (id: string, body: unknown) => send("PATCH", id, body),
        remove: (id: string) => send("DELETE", id),
      };
    },
  };
}
