import type { z } from "zod";
import type { Address } from "../connections/address";
import type { JsonObject } from "../connections/json";
import { type Connection, type ConnectionPage, connectionPageSchema, connectionSchema } from "./connection";
import { AtlasApiError, parseJson } from "./errors/atlasApiError";
import { UnexpectedResponseError } from "./errors/unexpectedResponseError";
import type { Exchange, HttpRequest, HttpResponse } from "./http";
import { type Workspace, WorkspaceQueue } from "./workspaceQueue";

/** The only version of the API that has these paths. */
const mediaType = "application/vnd.atlas.2023-02-01+json";

/** Wraps the judged exchange, which throws for everything but success: the place for retry. */
export type Policy = (send: Exchange) => Exchange;

/**
 * The stream connections of Atlas' Admin API.
 *
 * Every method throws `AtlasApiError` (Atlas refuses), `UnexpectedResponseError` (something else answered) or
 * `NetworkError` (no whole answer).
 * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/group/endpoint-streams
 */
export class AtlasClient {
  private readonly send: Exchange;
  private readonly writes = new WorkspaceQueue();

  /**
   * @param baseUrl without a trailing slash, as `checkBaseUrl` returns it.
   * @param exchange an authenticated transport.
   */
  constructor(
    private readonly baseUrl: string,
    exchange: Exchange,
    policy: Policy = (send) => send,
  ) {
    this.send = policy(judged(exchange));
  }

  /** GET one connection. */
  get(address: Address): Promise<Connection> {
    return this.request(connectionSchema, { method: "GET", url: this.connectionUrl(address) });
  }

  /** GET a page of a workspace's connections; `itemsPerPage` is 1 to 500. */
  list(workspace: Workspace, pageNum: number, itemsPerPage = 500): Promise<ConnectionPage> {
    const url = `${this.connectionsUrl(workspace)}?pageNum=${pageNum}&itemsPerPage=${itemsPerPage}`;
    return this.request(connectionPageSchema, { method: "GET", url });
  }

  /** POST a new connection; the answer says whether it is READY. */
  create(workspace: Workspace, body: JsonObject): Promise<Connection> {
    const request = {
      method: "POST",
      url: this.connectionsUrl(workspace),
      body: JSON.stringify(body),
    } as const;
    return this.writes.run(workspace, () => this.request(connectionSchema, request));
  }

  /** PATCH a connection; the answer has no `state`. */
  update(address: Address, body: JsonObject): Promise<Connection> {
    const request = {
      method: "PATCH",
      url: this.connectionUrl(address),
      body: JSON.stringify(body),
    } as const;
    return this.writes.run(address, () => this.request(connectionSchema, request));
  }

  /** DELETE a connection. Atlas answers before it is done. */
  async delete(address: Address): Promise<void> {
    await this.writes.run(address, () =>
      this.send(withHeaders({ method: "DELETE", url: this.connectionUrl(address) })),
    );
  }

  private connectionsUrl({ projectId, workspaceName }: Workspace): string {
    return `${this.baseUrl}/api/atlas/v2/groups/${encodeURIComponent(projectId)}/streams/${encodeURIComponent(workspaceName)}/connections`;
  }

  private connectionUrl(address: Address): string {
    return `${this.connectionsUrl(address)}/${encodeURIComponent(address.connectionName)}`;
  }

  private async request<T>(schema: z.ZodType<T>, request: HttpRequest): Promise<T> {
    const response = await this.send(withHeaders(request));
    const parsed = schema.safeParse(parseJson(response.body));
    if (parsed.success) return parsed.data;
    throw new UnexpectedResponseError(request, response, "it is not the JSON that the API describes");
  }
}

function withHeaders(request: HttpRequest): HttpRequest {
  const headers = { Accept: mediaType };
  return {
    ...request,
    headers: request.body === undefined ? headers : { ...headers, "Content-Type": mediaType },
  };
}

/** Turns every answer that is no success into the error that says why. */
function judged(exchange: Exchange): Exchange {
  return async (request) => {
    const response = await exchange(request);
    if (response.status >= 200 && response.status < 300) return response;
    throw (
      AtlasApiError.fromResponse(request, response) ??
      new UnexpectedResponseError(request, response, problemOf(response))
    );
  };
}

function problemOf({ status }: HttpResponse): string {
  return status >= 300 && status < 400
    ? "it is a redirect, which is not followed"
    : "it is no error of the API";
}
