import { z } from "zod";
import type { Address, Failover } from "../connections/address";
import { isConnectionType } from "../connections/types";
import { systemClock } from "../shared/clock";
import { type JsonObject, parseJson } from "../shared/json";
import { oneLine } from "../shared/text";
import {
  type Connection,
  type ConnectionPage,
  connectionPageSchema,
  connectionSchema,
  maxItemsPerPage,
} from "./connection";
import { isUnknown404, mayHaveReachedAtlas } from "./errors/classify";
import { NotListedError } from "./errors/notListedError";
import { errorFromResponse, UnexpectedResponseError } from "./errors/responseErrors";
import type { Exchange, HttpRequest, HttpResponse } from "./http";
import { ServerClock } from "./serverClock";
import { type Collection, collectionUrl, connectionUrl, withHeaders } from "./urls";
import { type Workspace, WorkspaceQueue } from "./workspaceQueue";

/** Atlas returns `{}`, or nothing. Any JSON object shows that the response is not a proxy's page. */
const deletionSchema = z.looseObject({});

const states: ReadonlySet<string> = new Set(["READY", "PENDING", "FAILED", "DELETING"]);
const isWellKnown = (stateOrType: string) => states.has(stateOrType) || isConnectionType(stateOrType);
const maxWordLength = 100;

/** Sends a request and returns the parsed response. Throws for a response that the API does not describe. */
export type Send<T> = (request: HttpRequest) => Promise<T>;

/** Wraps the sending of a request, for example with retry. It is called when a request is made, its result at the request's turn. */
export type Policy = <T>(send: Send<T>) => Send<T>;

/**
 * The stream connections and failover connections of Atlas' Admin API.
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
   * @param clean replaces what must not be shown in a text of the server.
   */
  constructor(
    private readonly baseUrl: string,
    private readonly exchange: Exchange,
    private readonly policy: Policy = (send) => send,
    private readonly serverClock = new ServerClock(systemClock),
    private readonly clean: (text: string) => string = (text) => text,
  ) {}

  /** Atlas' time at a moment of our clock, in milliseconds. Undefined before Atlas has answered. */
  atlasTimeAt(moment: number): number | undefined {
    return this.serverClock.at(moment);
  }

  /** GET one connection. A failover connection is looked up in the list, by its id or by its region. */
  async get(address: Address): Promise<Connection> {
    if (address.failover) return this.findFailover(address, address.failover);
    const url = connectionUrl(this.baseUrl, address);
    return this.shown(await this.request(address, { method: "GET", url }, connectionOf(address)));
  }

  /** GET a page of connections; `itemsPerPage` is 1 to 500. */
  async list(
    collection: Collection,
    pageNum: number,
    itemsPerPage = maxItemsPerPage,
  ): Promise<ConnectionPage> {
    const url = `${collectionUrl(this.baseUrl, collection)}?pageNum=${pageNum}&itemsPerPage=${itemsPerPage}`;
    const page = await this.request(collection, { method: "GET", url }, connectionPageSchema);
    return { ...page, results: page.results.map((connection) => this.shown(connection)) };
  }

  /** POST a new connection. The response has its `state`. */
  async create(collection: Collection, body: JsonObject): Promise<Connection> {
    const url = collectionUrl(this.baseUrl, collection);
    const request: HttpRequest = { method: "POST", url, body: JSON.stringify(body) };
    const created = connectionOf({ connectionName: String(body.name ?? ""), failover: collection.failover });
    return this.shown(await this.write(collection, request, created));
  }

  /** True when Atlas may have created the connection although `create` threw this error. */
  mayHaveCreated(collection: Collection, error: unknown): boolean {
    return mayHaveReachedAtlas({ method: "POST", url: collectionUrl(this.baseUrl, collection) }, error);
  }

  /** PATCH a connection. The response has no `state`. */
  async update(address: Address, body: JsonObject): Promise<Connection> {
    const url = connectionUrl(this.baseUrl, address);
    const request: HttpRequest = { method: "PATCH", url, body: JSON.stringify(body) };
    // Its address is known, so an id is not needed.
    const { connectionName } = address;
    return this.shown(await this.change(address, request, connectionOf({ connectionName })));
  }

  /** DELETE a connection. Atlas responds before the connection is gone. */
  async delete(address: Address): Promise<void> {
    await this.change(
      address,
      { method: "DELETE", url: connectionUrl(this.baseUrl, address) },
      deletionSchema,
    );
  }

  /** See `WorkspaceQueue.countOf`. */
  writeCount(workspace: Workspace): number {
    return this.writes.countOf(workspace);
  }

  /** State and type stand in messages and outputs. */
  private shown(connection: Connection): Connection {
    const { state, type } = connection;
    const text = (value: string) => (isWellKnown(value) ? value : oneLine(this.clean(value), maxWordLength));
    return { ...connection, type: text(type), ...(typeof state === "string" ? { state: text(state) } : {}) };
  }

  /**
   * Atlas' code for a failover connection that does not exist is not recorded, but a list without it is certain.
   *
   * @throws NotListedError when the connection does not exist.
   */
  private async findFailover(address: Address, { id, region }: Failover): Promise<Connection> {
    const { results } = await this.listFailovers(address);
    // Atlas may write a region in upper or lower case, like a name.
    const isThere = (shown: Connection) => shown.region?.toLowerCase() === region?.toLowerCase();
    const found = results.find((shown) => (id === undefined ? isThere(shown) : shown.id === id));
    if (found) return found;
    throw new NotListedError({ method: "GET", url: collectionUrl(this.baseUrl, address) });
  }

  private async listFailovers(address: Address): Promise<ConnectionPage> {
    try {
      return await this.list(address, 1);
    } catch (error) {
      // Atlas' code for a list of a connection that does not exist is not recorded, but the connection's own is: it throws.
      if (isUnknown404(error)) await this.get({ ...address, failover: undefined });
      throw error;
    }
  }

  /** PATCH or DELETE. */
  private async change<T>(address: Address, request: HttpRequest, schema: z.ZodType<T>): Promise<T> {
    try {
      return await this.write(address, request, schema);
    } catch (error) {
      // The list decides: it throws when the connection does not exist.
      if (address.failover && isUnknown404(error)) await this.findFailover(address, address.failover);
      throw error;
    }
  }

  private write<T>(collection: Collection, request: HttpRequest, schema: z.ZodType<T>): Promise<T> {
    const send = this.sender(schema);
    return this.writes.run(collection, () => send(withHeaders(collection, request)));
  }

  private request<T>(collection: Collection, request: HttpRequest, schema: z.ZodType<T>): Promise<T> {
    return this.sender(schema)(withHeaders(collection, request));
  }

  private sender<T>(schema: z.ZodType<T>): Send<T> {
    return this.policy(async (attempt) => {
      const response = await this.exchange(attempt);
      const data = parseResponse(attempt, response, schema);
      // Only now, because a response of a proxy has the time of the proxy.
      this.serverClock.observe(response.headers.date);
      return data;
    });
  }
}

const otherConnection = "otherConnection";

/** A response about this connection and no other. Atlas may write a name in upper or lower case. */
function connectionOf({
  connectionName,
  failover,
}: Pick<Address, "connectionName" | "failover">): z.ZodType<Connection> {
  const isAsked = ({ name }: Connection) =>
    connectionName === "" || name.toLowerCase() === connectionName.toLowerCase();
  // Only its id addresses a failover connection.
  const schema: z.ZodType<Connection> = failover
    ? connectionSchema.extend({ id: z.string() })
    : connectionSchema;
  return schema.refine(isAsked, { error: otherConnection });
}

/** The parsed body of a response. Throws for an error status, and for a body of another form. */
function parseResponse<T>(request: HttpRequest, response: HttpResponse, schema: z.ZodType<T>): T {
  if (response.status < 200 || response.status >= 300) throw errorFromResponse(request, response);
  const { success, data, error } = schema.safeParse(parseJson(response.body || "{}"));
  if (success) return data;
  const isAboutAnother = error.issues.some(({ message }) => message === otherConnection);
  throw new UnexpectedResponseError(request, response, isAboutAnother ? "otherConnection" : "otherJson");
}
