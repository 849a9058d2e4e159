import { setMaxListeners } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { App } from "./app";
import { Digest } from "./auth/digest";
import { Gate } from "./auth/gate";
import { OAuth } from "./auth/oauth";
import { Control } from "./control";
import type { Context } from "./endpoints/context";
import { newConnection, privateNetworkingMs } from "./endpoints/create";
import { merge } from "./endpoints/update";
import { clusterNotFound } from "./errors";
import { type Fault, type FaultHandle, Faults } from "./faults";
import { messages } from "./messages";
import { defaultAccessToken, defaultApiKey, defaultServiceAccount, type LocalAtlasOptions } from "./options";
import { RateLimiter } from "./rateLimit";
import { type Exchange, RequestLog, type RequestRecord } from "./requestLog";
import { HttpServer } from "./server";
import { Store } from "./store";
import type { StoredConnection } from "./stored";
import type { Connection, ConnectionInput, ConnectionState, JsonObject, WorkspaceAddress } from "./types";
import { createView, type View } from "./view";

/** A running local Atlas. Everything beside `url` and `close` is for tests, and takes effect at once. */
export interface LocalAtlas {
  /** `http://127.0.0.1:<port>`, without a trailing slash: the base URL for a client. */
  readonly url: string;
  readonly port: number;
  /** The environment variables that lead a client here: base URL and the first API key. */
  readonly environment: Readonly<Record<string, string>>;

  /** Every request since the start or since `clearRequests`, oldest first: nothing secret in it. */
  readonly requests: readonly RequestRecord[];
  /** Whole exchanges, where `record` asks for them. Bodies hold secrets. */
  readonly exchanges: readonly Exchange[];
  /** Forgets requests and exchanges. */
  clearRequests(): void;

  /** The workspaces that were ever written to. */
  workspaces(): WorkspaceAddress[];
  /** The connections of a workspace as the API answers them, also those that are not visible yet. */
  connections(projectId: string, workspaceName: string): Connection[];
  /** One of them, or undefined. */
  connection(projectId: string, workspaceName: string, name: string): Connection | undefined;
  /** The write-only values that a connection was given, by path: `{ "authentication.password": "…" }`. Empty after a restart. */
  secretsOf(projectId: string, workspaceName: string, name: string): Readonly<Record<string, string>>;

  /** Creates a connection, READY, or replaces the one of that name, as if by hand: without validation. */
  put(projectId: string, workspaceName: string, connection: ConnectionInput): Connection;
  /** Lays top-level fields over a connection, as if by hand; `null` takes one away. @throws Error when there is none. */
  edit(projectId: string, workspaceName: string, name: string, fields: Record<string, unknown>): Connection;
  /** Takes a connection away, as if by hand. @returns whether there was one. */
  remove(projectId: string, workspaceName: string, name: string): boolean;
  /** Holds a connection in a state; without one, it has its own again. @throws Error when there is none. */
  setState(projectId: string, workspaceName: string, name: string, state?: ConnectionState): void;
  /** With active stream processors, DELETE and PATCH answer 403. */
  setProcessors(projectId: string, workspaceName: string, name: string, active: boolean): void;

  /** Makes something go wrong. */
  fault(fault: Fault): FaultHandle;
  /** The faults that are set, and how often they were met. */
  faults(): { fault: Fault; matched: number; fired: number }[];
  clearFaults(): void;
  /** Every digest nonce is stale from now on. */
  expireNonces(): void;
  /** No token that a service account got is good any more. */
  revokeTokens(): void;

  /** Stops at once: drops every connection, also those that wait, and saves. May be called twice. */
  close(): Promise<void>;
}

/**
 * Starts a local Atlas on 127.0.0.1: an HTTP server that answers the stream-connection endpoints as the real service
 * does, for tests and demos.
 *
 * @example
 * const atlas = await startLocalAtlas();
 * Object.assign(process.env, atlas.environment);
 * // … run the program …
 * assert.equal(atlas.connection(projectId, "shop", "orders")?.state, "READY");
 * await atlas.close();
 *
 * @throws Error with `code` EADDRINUSE when the port is in use, or when `file` holds something else.
 * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/group/endpoint-streams
 */
export async function startLocalAtlas(options: LocalAtlasOptions = {}): Promise<LocalAtlas> {
  const atlas = new Running(options);
  await atlas.listen(options.port ?? 0);
  return atlas;
}

class Running implements LocalAtlas {
  url = "";
  port = 0;
  environment: Readonly<Record<string, string>> = {};
  private readonly closing = new AbortController();
  private readonly log: RequestLog;
  private readonly store: Store;
  private readonly view: View;
  private readonly context: Context;
  private readonly digest: Digest;
  private readonly oauth: OAuth;
  private readonly faultRules = new Faults();
  private readonly server: HttpServer;

  constructor(private readonly options: LocalAtlasOptions) {
    const now = options.clock ?? Date.now;
    // One for each request that waits.
    setMaxListeners(0, this.closing.signal);
    const delay = (ms: number) => sleep(ms, undefined, { signal: this.closing.signal });
    this.log = new RequestLog(
      options.record ?? false,
      options.recordFile ?? (process.env.ATLAS_LOCAL_RECORD_FILE || undefined),
    );
    this.store = new Store(now, delay, options.lostUpdateRaceMs ?? 0, options.file);
    this.view = createView(now, { networking: true, emptyMaps: true, ...options.dialect });
    this.context = this.createContext(now);
    const limits = typeof options.rateLimit === "object" ? options.rateLimit : {};
    const limited = options.rateLimit !== undefined && options.rateLimit !== false;
    this.digest = new Digest(options.apiKeys ?? [defaultApiKey], options.nonceLifetimeMs ?? 5 * 60_000, now);
    this.oauth = new OAuth(
      options.serviceAccounts ?? [defaultServiceAccount],
      options.tokenLifetimeSeconds ?? 3600,
      limited ? (limits.tokenRequests ?? 50) : undefined,
      now,
    );
    const app = new App(
      this.context,
      new Gate(this.digest, this.oauth, new Set(options.accessTokens ?? [defaultAccessToken])),
      this.oauth,
      new RateLimiter(now, limited, limits),
      this.faultRules,
      {
        workspaces: options.workspaces,
        inaccessibleProjects: new Set(options.inaccessibleProjects),
      },
      options.control ? new Control(this) : undefined,
      delay,
    );
    this.server = new HttpServer(app, this.log, delay, options.latencyMs ?? 0, options.onRequest);
  }

  async listen(port: number): Promise<void> {
    this.port = await this.server.listen(port);
    this.url = `http://127.0.0.1:${this.port}`;
    const key = (this.options.apiKeys ?? [defaultApiKey])[0];
    this.environment = {
      MONGODB_ATLAS_BASE_URL: this.url,
      ...(key ? { MONGODB_ATLAS_PUBLIC_KEY: key.publicKey, MONGODB_ATLAS_PRIVATE_KEY: key.privateKey } : {}),
    };
  }

  get requests(): readonly RequestRecord[] {
    return this.log.requests;
  }

  get exchanges(): readonly Exchange[] {
    return this.log.exchanges;
  }

  clearRequests(): void {
    this.log.clear();
  }

  workspaces(): WorkspaceAddress[] {
    return this.store.workspaces();
  }

  connections(projectId: string, workspaceName: string): Connection[] {
    return [...this.store.read({ projectId, workspaceName }).values()].flatMap(
      (stored) => structuredClone(this.view(stored)) ?? [],
    );
  }

  connection(projectId: string, workspaceName: string, name: string): Connection | undefined {
    const stored = this.store.read({ projectId, workspaceName }).get(name);
    // A copy: what a test does to it changes nothing here.
    return stored && structuredClone(this.view(stored));
  }

  secretsOf(projectId: string, workspaceName: string, name: string): Readonly<Record<string, string>> {
    return this.store.read({ projectId, workspaceName }).get(name)?.secrets ?? {};
  }

  put(projectId: string, workspaceName: string, input: ConnectionInput): Connection {
    const { name, type, region, id, state: _, links: __, ...fields } = input;
    this.store.writeNow({ projectId, workspaceName }, (document) => {
      const fresh = newConnection(this.context, {
        name,
        type,
        ...(typeof region === "string" ? { region } : {}),
        fields: structuredClone(fields) as JsonObject,
      });
      const kept = typeof id === "string" ? id : (document.get(name)?.id ?? fresh.id);
      const visible = this.context.now() - this.context.eventualConsistencyMs;
      const life = { createdAt: visible, settlesAt: visible, fails: false };
      return new Map(document).set(name, { ...fresh, id: kept, life });
    });
    return this.connection(projectId, workspaceName, name) as Connection;
  }

  edit(projectId: string, workspaceName: string, name: string, fields: Record<string, unknown>): Connection {
    this.change(projectId, workspaceName, name, (stored) => {
      const { region, ...rest } = fields;
      const merged = merge(stored, structuredClone(rest) as JsonObject);
      return typeof region === "string" ? { ...merged, region } : merged;
    });
    return this.connection(projectId, workspaceName, name) as Connection;
  }

  remove(projectId: string, workspaceName: string, name: string): boolean {
    const existed = this.store.read({ projectId, workspaceName }).has(name);
    this.store.writeNow({ projectId, workspaceName }, (document) => {
      const after = new Map(document);
      after.delete(name);
      return after;
    });
    return existed;
  }

  setState(projectId: string, workspaceName: string, name: string, state?: ConnectionState): void {
    this.change(projectId, workspaceName, name, (stored) => {
      const { forced: _, ...life } = stored.life;
      return { ...stored, life: state ? { ...life, forced: state } : life };
    });
  }

  setProcessors(projectId: string, workspaceName: string, name: string, active: boolean): void {
    this.store.setProcessors({ projectId, workspaceName }, name, active);
  }

  fault(fault: Fault): FaultHandle {
    return this.faultRules.add(fault);
  }

  faults(): { fault: Fault; matched: number; fired: number }[] {
    return this.faultRules.list();
  }

  clearFaults(): void {
    this.faultRules.clear();
  }

  expireNonces(): void {
    this.digest.forgetAll();
  }

  revokeTokens(): void {
    this.oauth.revokeAll();
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.server.close();
    await this.store.flush();
  }

  private change(
    projectId: string,
    workspaceName: string,
    name: string,
    how: (stored: StoredConnection) => StoredConnection,
  ): void {
    this.store.writeNow({ projectId, workspaceName }, (document) => {
      const stored = document.get(name);
      if (!stored) throw new Error(messages.noConnection.text(`${projectId}/${workspaceName}/${name}`));
      return new Map(document).set(name, how(stored));
    });
  }

  private createContext(now: () => number): Context {
    const { options } = this;
    const { failing = [], clusters } = options;
    return {
      store: this.store,
      view: this.view,
      now,
      region: options.region ?? "VIRGINIA_USA",
      pendingMs: options.pendingMs ?? privateNetworkingMs,
      updatingMs: options.updatingMs ?? 0,
      deletingMs: options.deletingMs ?? privateNetworkingMs,
      eventualConsistencyMs: options.eventualConsistencyMs ?? 0,
      noState: options.dialect?.noState ?? false,
      isFailing: (stored) => {
        if (typeof failing !== "function") return failing.includes(stored.name);
        const connection = this.view(stored);
        return connection !== undefined && failing(connection);
      },
      checkCluster: (projectId, { clusterName, clusterGroupId }) => {
        if (!clusters || typeof clusterName !== "string") return;
        const owner = typeof clusterGroupId === "string" ? clusterGroupId : projectId;
        if (!clusters.some((cluster) => cluster.projectId === owner && cluster.clusterName === clusterName))
          throw clusterNotFound(clusterName, owner);
      },
    };
  }
}
