import { z } from "zod";
import type { Address } from "../connections/address";
import type { JsonObject } from "../shared/json";
import { type Connection, type ConnectionPage, connectionPageSchema, connectionSchema } from "./connection";
import { errorFromResponse } from "./errors/fromResponse";
import { parseJson } from "./errors/json";
import { mayBeDone } from "./errors/outcome";
import { UnexpectedResponseError } from "./errors/unexpectedResponseError";
import type { Exchange, HttpRequest, HttpResponse } from "./http";
import { type Workspace, WorkspaceQueue } from "./workspaceQueue";

/** The only version of the API that has these paths. */
const mediaType = "application/vnd.atlas.2023-02-01+json";

/** Atlas answers `{}`; what counts is that it is Atlas that answers, and no page of a proxy. */
const deletionSchema = z.looseObject({});

/** Sends a request and returns what Atlas answers; throws for everything but the answer that the API describes. */
export type Send<T> = (request: HttpRequest) => Promise<T>;

/** Wraps the sending of a request: the place for retry. */
export type Policy = <T>(send: Send<T>) => Send<T>;

/**
 * The stream connections of Atlas' Admin API.
 *
 * Every method throws `AtlasApiError` (Atlas refuses), `UnexpectedResponseError` (something else answered) or
 * `NetworkError` (no whole answer).
 * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/group/endpoint-streams
 */
export class AtlasClient {
  private readonly writes = new WorkspaceQueue();

  /**
   * @param baseUrl without a trailing slash, as `checkBaseUrl` returns it.
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
  async list(workspace: Workspace, pageNum: number, itemsPerPage = 500): Promise<ConnectionPage> {
    const url = `${this.connectionsUrl(workspace)}?pageNum=${pageNum}&itemsPerPage=${itemsPerPage}`;
    return this.request({ method: "GET", url }, connectionPageSchema);
  }

  /** POST a new connection; the answer says whether it is READY. */
  async create(workspace: Workspace, body: JsonObject): Promise<Connection> {
    const url = this.connectionsUrl(workspace);
    return this.write(workspace, { method: "POST", url, body: JSON.stringify(body) }, connectionSchema);
  }

  /** True when Atlas may have created the connection although `create` threw this: nobody has seen its answer. */
  mayHaveCreated(workspace: Workspace, error: unknown): boolean {
    return mayBeDone({ method: "POST", url: this.connectionsUrl(workspace) }, error);
  }

  /** PATCH a connection; the answer has no `state`. */
  async update(address: Address, body: JsonObject): Promise<Connection> {
    const url = this.connectionUrl(address);
    return this.write(address, { method: "PATCH", url, body: JSON.stringify(body) }, connectionSchema);
  }

  /** DELETE a connection. Atlas answers before it is done. */
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
    const send = this.policy(async (attempt) => understood(attempt, await this.exchange(attempt), schema));
    return send(withHeaders(request));
  }
}

/** A name as one part of a path. Dots would lead to another resource: to the workspace itself, say, with DELETE. */
function segment(name: string): string {
  if (["", ".", ".."].includes(name)) throw new Error(`"${name}" cannot be part of an Atlas address`);
  return encodeURIComponent(name);
}

function withHeaders(request: HttpRequest): HttpRequest {
  const headers = { Accept: mediaType };
  return {
    ...request,
    headers: request.body === undefined ? headers : { ...headers, "Content-Type": mediaType },
  };
}

/** What an answer says. A page in its place is an error, whatever its status. */
function understood<T>(request: HttpRequest, response: HttpResponse, schema: z.ZodType<T>): T {
  if (response.status < 200 || response.status >= 300) throw errorFromResponse(request, response);
  const parsed = schema.safeParse(parseJson(response.body || "{}"));
  if (parsed.success) return parsed.data;
  throw new UnexpectedResponseError(request, response, "it is not the JSON that the API describes");
}
