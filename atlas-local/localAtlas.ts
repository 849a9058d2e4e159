import { setMaxListeners } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { App } from "./app";
import { Digest } from "./auth/digest";
import { Gate } from "./auth/gate";
import { OAuth } from "./auth/oauth";
import { type CertificateFile, createCertificate, writeCertificate } from "./certificate";
import { Control } from "./control";
import type { Context } from "./endpoints/context";
import { newConnection, privateNetworkingMs } from "./endpoints/create";
import { merge } from "./endpoints/update";
import { clusterNotFound } from "./errors";
import { type Fault, type FaultHandle, Faults } from "./faults";
import { existing } from "./lifecycle/states";
import { messages } from "./messages";
import { defaultAccessToken, defaultApiKey, defaultServiceAccount, type LocalAtlasOptions } from "./options";
import { RateLimiter } from "./rateLimit";
import { type Exchange, RequestLog, type RequestRecord } from "./requestLog";
import { HttpServer } from "./server";
import { Store } from "./store";
import type { StoredConnection } from "./stored";
import type { Connection, ConnectionInput, ConnectionState, JsonObject, WorkspaceAddress } from "./types";
import { createView, type View } from "./view";

/** A running local Atlas. Its methods take effect immediately. */
export interface LocalAtlas {
  /** The base URL for a client: `http://127.0.0.1:<port>`, or `https:` with `tls`, without a trailing slash. */
  readonly url: string;
  /** TCP port. */
  readonly port: number;
  /**
   * Environment variables for a client: the base URL and the first API key; with `tls` also NODE_EXTRA_CA_CERTS, which
   * Node reads only when a process starts.
   */
  readonly environment: Readonly<Record<string, string>>;
  /** The certificate in PEM format, for clients in this process (`ca` of an `https.Agent`); undefined without `tls`. */
  readonly certificate: string | undefined;

  /** Every request since the start or since `clearRequests`, oldest first, without secrets. */
  readonly requests: readonly RequestRecord[];
  /** Complete requests and responses, secrets included; empty without the option `record`. */
  readonly exchanges: readonly Exchange[];
  /** Removes all requests and exchanges. */
  clearRequests(): void;

  /** Every workspace that has received a write. */
  workspaces(): WorkspaceAddress[];
  /** The connections of a workspace as the API returns them, including those that reads do not find yet. */
  connections(projectId: string, workspaceName: string): Connection[];
  /** A connection as the API returns it; undefined if it does not exist. */
  connection(projectId: string, workspaceName: string, name: string): Connection | undefined;
  /** The failover connections of a connection as the API returns them, including those that reads do not find yet; empty if the connection does not exist. */
  failovers(projectId: string, workspaceName: string, name: string): Connection[];
  /** The write-only values that a connection, or its failover connection with this id, has received, by path: `{ "authentication.password": "…" }`. Empty after a restart. */
  secretsOf(
    projectId: string,
    workspaceName: string,
    name: string,
    failoverId?: string,
  ): Readonly<Record<string, string>>;

  /** Simulates a manual change: creates a READY connection, or replaces the one with that name, without validation. */
  put(projectId: string, workspaceName: string, connection: ConnectionInput): Connection;
  /**
   * Simulates a manual change: creates a READY failover connection, or replaces the one of that region, without
   * validation. `name` is the name of the connection. @throws Error when the connection does not exist.
   */
  putFailover(
    projectId: string,
    workspaceName: string,
    failover: ConnectionInput & { region: string },
  ): Connection;
  /** Simulates a manual change: sets top-level fields; `null` removes a field. @throws Error when the connection does not exist. */
  edit(projectId: string, workspaceName: string, name: string, fields: Record<string, unknown>): Connection;
  /** Simulates a manual change: removes a connection. @returns whether it existed. */
  remove(projectId: string, workspaceName: string, name: string): boolean;
  /** Sets the state of a connection until the next call or a DELETE; without `state`, its own state applies again. @throws Error when the connection does not exist. */
  setState(projectId: string, workspaceName: string, name: string, state?: ConnectionState): void;
  /** Simulates a manual change: removes a failover connection. @returns whether it existed. */
  removeFailover(projectId: string, workspaceName: string, name: string, id: string): boolean;
  /** `setState` for a failover connection. @throws Error when it does not exist. */
  setFailoverState(
    projectId: string,
    workspaceName: string,
    name: string,
    id: string,
    state?: ConnectionState,
  ): void;
  /** Sets whether stream processors use the connection. If they do, DELETE and PATCH of it and of its failover connections get a 403. */
  setProcessors(projectId: string, workspaceName: string, name: string, active: boolean): void;

  /** Adds a fault. */
  fault(fault: Fault): FaultHandle;
  /** The active faults, with the numbers of matching and of failed requests. */
  faults(): { fault: Fault; matched: number; fired: number }[];
  /** Removes all faults. */
  clearFaults(): void;
  /** Makes every issued digest nonce stale. */
  expireNonces(): void;
  /** Revokes every token that was issued to a service account. */
  revokeTokens(): void;

  /** Stops immediately: closes every socket, also those of pending requests, and saves the file. Can be called twice. */
  close(): Promise<void>;
}

/**
 * Starts a local Atlas on 127.0.0.1: an HTTP server that implements the stream-connection endpoints like the real
 * service, for tests and demos.
 *
 * @example
 * const atlas = await startLocalAtlas();
 * Object.assign(process.env, atlas.environment);
 * // … run the program …
 * assert.equal(atlas.connection(projectId, "shop", "orders")?.state, "READY");
 * await atlas.close();
 *
 * @throws Error with `code` EADDRINUSE when the port is in use.
 * @throws Error when `file` is not a state file of a local Atlas.
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
  readonly certificate: string | undefined;
  private readonly closing = new AbortController();
  private readonly log: RequestLog;
  private readonly store: Store;
  private readonly view: View;
  private readonly context: Context;
  private readonly digest: Digest;
  private readonly oauth: OAuth;
  private readonly faultRules = new Faults();
  private readonly server: HttpServer;
  private certificateFile: CertificateFile | undefined;

  constructor(private readonly options: LocalAtlasOptions) {
    const now = options.clock ?? Date.now;
    // Each waiting request adds a listener.
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
      options.dialect?.failovers ?? true,
      options.control ? new Control(this) : undefined,
      delay,
    );
    const certificate =
      (options.tls ?? options.certificateFile !== undefined) ? createCertificate() : undefined;
    this.certificate = certificate?.cert;
    this.server = new HttpServer(
      app,
      this.log,
      delay,
      options.latencyMs ?? 0,
      options.onRequest,
      now,
      certificate,
    );
  }

  async listen(port: number): Promise<void> {
    this.port = await this.server.listen(port);
    this.url = `${this.certificate ? "https" : "http"}://127.0.0.1:${this.port}`;
    if (this.certificate)
      this.certificateFile = await writeCertificate(this.certificate, this.options.certificateFile);
    const key = (this.options.apiKeys ?? [defaultApiKey])[0];
    this.environment = {
      MONGODB_ATLAS_BASE_URL: this.url,
      ...(key ? { MONGODB_ATLAS_PUBLIC_KEY: key.publicKey, MONGODB_ATLAS_PRIVATE_KEY: key.privateKey } : {}),
      ...(this.certificateFile ? { NODE_EXTRA_CA_CERTS: this.certificateFile.path } : {}),
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
    // A copy, so that tests cannot change the stored connection.
    return stored && structuredClone(this.view(stored));
  }

  failovers(projectId: string, workspaceName: string, name: string): Connection[] {
    const stored = this.store.read({ projectId, workspaceName }).get(name);
    return [...(stored?.failovers.values() ?? [])].flatMap(
      (failover) => structuredClone(this.view(failover)) ?? [],
    );
  }

  secretsOf(
    projectId: string,
    workspaceName: string,
    name: string,
    failoverId?: string,
  ): Readonly<Record<string, string>> {
    const stored = this.store.read({ projectId, workspaceName }).get(name);
    return (failoverId === undefined ? stored : stored?.failovers.get(failoverId))?.secrets ?? {};
  }

  put(projectId: string, workspaceName: string, input: ConnectionInput): Connection {
    this.store.writeNow({ projectId, workspaceName }, (document) =>
      new Map(document).set(input.name, this.ready(input, document.get(input.name))),
    );
    return this.connection(projectId, workspaceName, input.name) as Connection;
  }

  putFailover(
    projectId: string,
    workspaceName: string,
    input: ConnectionInput & { region: string },
  ): Connection {
    let id = "";
    this.change(projectId, workspaceName, input.name, (parent) => {
      const before = [...existing(parent.failovers, this.context.now()).values()].find(
        ({ region }) => region === input.region,
      );
      const failover = this.ready(input, before);
      id = failover.id;
      return { ...parent, failovers: new Map(parent.failovers).set(id, failover) };
    });
    return this.failovers(projectId, workspaceName, input.name).find(
      (failover) => failover.id === id,
    ) as Connection;
  }

  /** A READY connection that reads find. It keeps the id and the failovers of `before`. */
  private ready(input: ConnectionInput, before: StoredConnection | undefined): StoredConnection {
    const { name, type, region, id, state: _, links: __, ...fields } = input;
    const fresh = newConnection(this.context, {
      name,
      type,
      ...(typeof region === "string" ? { region } : {}),
      fields: structuredClone(fields) as JsonObject,
    });
    const visible = this.context.now() - this.context.eventualConsistencyMs;
    return {
      ...fresh,
      id: typeof id === "string" ? id : (before?.id ?? fresh.id),
      life: { createdAt: visible, settlesAt: visible, fails: false },
      failovers: before?.failovers ?? fresh.failovers,
    };
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
    this.change(projectId, workspaceName, name, (stored) => withState(stored, state));
  }

  removeFailover(projectId: string, workspaceName: string, name: string, id: string): boolean {
    const existed = this.failovers(projectId, workspaceName, name).some((failover) => failover.id === id);
    if (existed)
      this.change(projectId, workspaceName, name, (parent) => {
        const failovers = new Map(parent.failovers);
        failovers.delete(id);
        return { ...parent, failovers };
      });
    return existed;
  }

  setFailoverState(
    projectId: string,
    workspaceName: string,
    name: string,
    id: string,
    state?: ConnectionState,
  ): void {
    this.change(projectId, workspaceName, name, (parent) => {
      const failover = parent.failovers.get(id);
      if (!failover)
        throw new Error(messages.noConnection.text(`${projectId}/${workspaceName}/${name}/${id}`));
      return { ...parent, failovers: new Map(parent.failovers).set(id, withState(failover, state)) };
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
    await this.certificateFile?.remove();
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
      patch: options.patch ?? "merge",
      noState: options.dialect?.noState ?? false,
      isNewer: options.dialect?.newer ?? false,
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

function withState(stored: StoredConnection, state: ConnectionState | undefined): StoredConnection {
  const { forced: _, ...life } = stored.life;
  return { ...stored, life: state ? { ...life, forced: state } : life };
}
