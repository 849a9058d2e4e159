import type { DurationByNetworking } from "./lifecycle/durations";
import type { RateLimitOptions } from "./rateLimit";
import type { RequestRecord } from "./requestLog";
import type { Connection, JsonObject, WorkspaceAddress } from "./types";

/** An Atlas API key, for HTTP digest authentication. */
export interface ApiKey {
  publicKey: string;
  privateKey: string;
}

/** An Atlas service account, which gets access tokens from `/api/oauth/token`. */
export interface ServiceAccount {
  clientId: string;
  clientSecret: string;
}

/** The API key that a local Atlas accepts by default. It is valid nowhere else. */
export const defaultApiKey: Readonly<ApiKey> = {
  publicKey: "locatlas",
  privateKey: "10ca1a71-a500-4000-8000-a71a5000c0de",
};

/** The service account that a local Atlas accepts by default. It is valid nowhere else. */
export const defaultServiceAccount: Readonly<ServiceAccount> = {
  clientId: "mdb_sa_id_10ca1a71a50000000000c0de",
  clientSecret: "mdb_sa_sk_local-atlas_A1B2C3D4E5F6G7H8I9J0",
};

/** The access token that a local Atlas accepts by default. It never expires, and is valid nowhere else. */
export const defaultAccessToken = "local-atlas-access-token.A1B2C3D4E5F6G7H8I9J0";

/**
 * Options of a local Atlas. All are optional; the defaults suit ordinary tests. Durations are milliseconds unless
 * the name says otherwise.
 * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/group/endpoint-streams
 */
export interface LocalAtlasOptions {
  /** TCP port on 127.0.0.1. Default 0: any free port. If the port is in use, the start rejects with `code` EADDRINUSE. */
  port?: number;
  /** Serves https, with a self-signed certificate for 127.0.0.1 and localhost that is new in each run. Default false: http. */
  tls?: boolean;
  /** Where the certificate of `tls` is written, without its key; implies `tls`. Default: a temporary file, which `close` deletes. */
  certificateFile?: string;
  /** API keys to accept. Default: `defaultApiKey`. */
  apiKeys?: readonly ApiKey[];
  /** Service accounts to accept. Default: `defaultServiceAccount`. */
  serviceAccounts?: readonly ServiceAccount[];
  /** Access tokens to accept, in addition to those issued to service accounts. Default: `defaultAccessToken`. */
  accessTokens?: readonly string[];
  /** Lifetime of a digest nonce; afterwards the response is a 401 with stale=true. Default 300,000. */
  nonceLifetimeMs?: number;
  /** Lifetime of a service account's token, in seconds. Default 3600. */
  tokenLifetimeSeconds?: number;
  /**
   * The workspaces that exist. Default: every workspace of every project. With a list, requests for any other project
   * get GROUP_NOT_FOUND, and for any other workspace STREAM_TENANT_NOT_FOUND_FOR_NAME.
   */
  workspaces?: readonly WorkspaceAddress[];
  /** Ids of projects whose requests get 401 USER_CANNOT_ACCESS_GROUP. Default: none. */
  inaccessibleProjects?: readonly string[];
  /** The clusters that exist; a Cluster connection with any other gets CLUSTER_NOT_FOUND. Default: all exist. */
  clusters?: readonly { projectId: string; clusterName: string }[];
  /** The region of connections that do not set one. Default `VIRGINIA_USA`. */
  region?: string;
  /** Latency of a response: half before the request is processed, half after. Default 0. */
  latencyMs?: number;
  /** A file that stores all connections, without their write-only values. Only the user may read it (mode 600): values that Atlas returns, such as Https headers, are in it as plain text. It is loaded at the start, and saved before the response to each write. One server at a time may use it. Default: memory only. */
  file?: string;
  /** How long a new connection is PENDING. Default: 0 for PUBLIC (READY immediately), and 1,000 for private networking. */
  pendingMs?: DurationByNetworking;
  /** How long a connection is PENDING again after a PATCH. Default 0. */
  updatingMs?: DurationByNetworking;
  /** How long a deleted connection is shown as DELETING. Default: 0 for PUBLIC, and 1,000 for private networking. */
  deletingMs?: DurationByNetworking;
  /** What a PATCH does with fields that it leaves out. Default `merge`. */
  patch?: Patch;
  /** The connections that become FAILED instead of READY: their names, or a predicate. A failover connection has the name of its connection. Default: none. */
  failing?: readonly string[] | ((connection: Readonly<Connection>) => boolean);
  /** Eventual consistency: how long a GET, a PATCH and the list do not find a connection after its POST. Default 0. */
  eventualConsistencyMs?: number;
  /** Time between reading and writing back a workspace in each write. Writes that overlap within it lose updates. Default 0: no lost writes. */
  lostUpdateRaceMs?: number;
  /** Refuses requests beyond a token bucket per project; `true` uses Atlas' own limits. Default: requests are only counted, in the RateLimit headers. */
  rateLimit?: boolean | RateLimitOptions;
  /** Response details that are unconfirmed, or that differ between versions of the service. */
  dialect?: Dialect;
  /** Keeps complete requests and responses, secrets included, in `exchanges`. Default false. */
  record?: boolean;
  /** Appends every exchange as a line of JSON to this file, secrets included. Default: the environment variable `ATLAS_LOCAL_RECORD_FILE`. */
  recordFile?: string;
  /** Serves `/_local/…` without authentication, to control the server from another process on this machine; not from a browser. Default false. */
  control?: boolean;
  /** Called after each response, for logging. */
  onRequest?: (request: Readonly<RequestRecord>) => void;
  /** The clock for states, ids, `Date` headers, nonces, tokens and buckets, in milliseconds. Default `Date.now`. */
  clock?: () => number;
}

/**
 * What a PATCH does with top-level fields that it leaves out. `merge`: they stay, write-only values included. `replace`:
 * they are removed, and required ones must be sent. Id, name, type, region and state stay in both cases. Neither was ever
 * recorded of Atlas: a client should work with both. The official Terraform provider needs `replace` to remove `config`.
 */
export type Patch = "merge" | "replace";

/** Response details. Each default is the recorded or the most likely behaviour. */
export interface Dialect {
  /** Returns no `state`, as before 2026. Default false. */
  noState?: boolean;
  /** Accepts and returns types, fields and values that this version of the package does not know, as a newer service may. Default false. */
  newer?: boolean;
  /** Has the endpoints of failover connections; without them their paths get RESOURCE_NOT_FOUND. Default true. */
  failovers?: boolean;
  /** Adds `links` to every connection and to its nested objects. Default false. */
  links?: boolean;
  /** Returns `networking: { access: { type: "PUBLIC" } }` for types that have this field. Default true. */
  networking?: boolean;
  /** The same for `publicPrivateNetworking`. Default false. */
  publicPrivateNetworking?: boolean;
  /**
   * Returns an empty `config` or `headers` as `{}` instead of leaving it out. Default true: the official Terraform
   * provider states that cleared headers are returned this way.
   */
  emptyMaps?: boolean;
  /**
   * Shows values in a spelling of its own (URLs, brokers, header names, certificates, ids) and defaults for fields that
   * are left out, as `serverSpelling` does; or as this function returns them, which gets the type and the stored fields.
   * Default false.
   */
  spelling?: boolean | ((type: string, fields: JsonObject) => JsonObject);
}
