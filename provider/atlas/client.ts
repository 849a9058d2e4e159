import { z } from "zod";
import type { Address } from "../connections/address";
import { requests } from "../messages/requests";
import { type JsonObject, parseJson } from "../shared/json";
import {
  type Connection,
  type ConnectionPage,
  connectionPageSchema,
  connectionSchema,
  maxItemsPerPage,
} from "./connection";
import { mayHaveReachedAtlas } from "./errors/classify";
import { errorFromResponse, UnexpectedResponseError } from "./errors/responseErrors";
import type { Exchange, HttpRequest, HttpResponse } from "./http";
import { type Workspace, WorkspaceQueue } from "./workspaceQueue";

/** The version of the API that has these endpoints. */
const mediaType = "application/vnd.atlas.2023-02-01+json";

/** Atlas returns `{}`. Any JSON object shows that the response is not a proxy's page. */
const deletionSchema = z.looseObject({});

/** Sends a request and returns the parsed response. Throws for a response that the API does not describe. */
export type Send<T> = (request: HttpRequest) => Promise<T>;

/** Wraps the sending of a request, for example with retry. */
export type Policy = <T>(send: Send<T>) => Send<T>;

/**
 * The stream connections of Atlas' Admin API.
 *
 * Every method throws `AtlasApiError` (Atlas refuses the request), `UnexpectedResponseError` (the response does not come from Atlas) or
 * `NetworkError` (no complete response).
 * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/group/endpoint-streams
 */
export class AtlasClient {
  private readonly writes = new WorkspaceQueue();

  /**
   * @param baseUrl as `checkBaseUrl` returns it.
   * @param exchange an authenticated transport.
   */
  constructor(
    private readonly baseUrl: string,
    private readonly exchange: Exchange,
    private readonly policy: Policy = (send) => send,
  ) {}

  /** GET one connection. */
  async get(address: Address): Promise<Connection> {
    return this.request({ method: "GET", url: this.connectionUrl(address) }, connectionSchema);
  }

  /** GET a page of a workspace's connections; `itemsPerPage` is 1 to 500. */
  async list(workspace: Workspace, pageNum: number, itemsPerPage = maxItemsPerPage): Promise<ConnectionPage> {
    const url = `${this.connectionsUrl(workspace)}?pageNum=${pageNum}&itemsPerPage=${itemsPerPage}`;
    return this.request({ method: "GET", url }, connectionPageSchema);
  }

  /** POST a new connection. The response has its `state`. */
  async create(workspace: Workspace, body: JsonObject): Promise<Connection> {
    const url = this.connectionsUrl(workspace);
    return this.write(workspace, { method: "POST", url, body: JSON.stringify(body) }, connectionSchema);
  }

  /** True when Atlas may have created the connection although `create` threw this error. */
  mayHaveCreated(workspace: Workspace, error: unknown): boolean {
    return mayHaveReachedAtlas({ method: "POST", url: this.connectionsUrl(workspace) }, error);
  }

  /** PATCH a connection. The response has no `state`. */
  async update(address: Address, body: JsonObject): Promise<Connection> {
    const url = this.connectionUrl(address);
    return this.write(address, { method: "PATCH", url, body: JSON.stringify(body) }, connectionSchema);
  }

  /** DELETE a connection. Atlas responds before the connection is gone. */
  async delete(address: Address): Promise<void> {
    await this.write(address, { method: "DELETE", url: this.connectionUrl(address) }, deletionSchema);
  }

  /** See `WorkspaceQueue.countOf`. */
  writeCount(workspace: Workspace): number {
    return this.writes.countOf(workspace);
  }

  private connectionsUrl({ projectId, workspaceName }: Workspace): string {
    return `${this.baseUrl}/api/atlas/v2/groups/${segment(projectId)}/streams/${segment(workspaceName)}/connections`;
  }

  private connectionUrl(address: Address): string {
    return `${this.connectionsUrl(address)}/${segment(address.connectionName)}`;
  }

  private write<T>(workspace: Workspace, request: HttpRequest, schema: z.ZodType<T>): Promise<T> {
    return this.writes.run(workspace, () => this.request(request, schema));
  }

  private request<T>(request: HttpRequest, schema: z.ZodType<T>): Promise<T> {
    const send = this.policy(async (attempt) => parseResponse(attempt, await this.exchange(attempt), schema));
    return send(withHeaders(request));
  }
}

/** A name as one segment of a path. `..` would address another resource, for example the workspace in a DELETE. */
function segment(name: string): string {
  if (["", ".", ".."].includes(name)) throw new Error(requests.unaddressable.text(name));
  return encodeURIComponent(name);
}

function withHeaders(request: HttpRequest): HttpRequest {
  const headers = { Accept: mediaType };
  return {
    ...request,
    headers: request.body === undefined ? headers : { ...headers, "Content-Type": mediaType },
  };
}

/** The parsed body of a response. Throws for an error status, and for a body of another form. */
function parseResponse<T>(request: HttpRequest, response: HttpResponse, schema: z.ZodType<T>): T {
  if (response.status < 200 || response.status >= 300) throw errorFromResponse(request, response);
  const { success, data } = schema.safeParse(parseJson(response.body || "{}"));
  if (success) return data;
  throw new UnexpectedResponseError(request, response, "otherJson");
}
