import type { DurationByNetworking } from "./lifecycle/durations";
import type { RateLimitOptions } from "./rateLimit";
import type { RequestRecord } from "./requestLog";
import type { Connection, WorkspaceAddress } from "./types";

/** An API key of Atlas, for HTTP digest authentication. */
export interface ApiKey {
  publicKey: string;
  privateKey: string;
}

/** A service account of Atlas, which gets access tokens from `/api/oauth/token`. */
export interface ServiceAccount {
  clientId: string;
  clientSecret: string;
}

/** The API key that a local Atlas accepts when no other is given. It opens nothing else. */
export const defaultApiKey: Readonly<ApiKey> = {
  publicKey: "locatlas",
  privateKey: "10ca1a71-a500-4000-8000-a71a5000c0de",
};

/** The service account that a local Atlas accepts when no other is given. It opens nothing else. */
export const defaultServiceAccount: Readonly<ServiceAccount> = {
  clientId: "mdb_sa_id_10ca1a71a50000000000c0de",
  clientSecret: "mdb_sa_sk_local-atlas_A1B2C3D4E5F6G7H8I9J0",
};

/** The access token that a local Atlas accepts, for ever, when no other is given. It opens nothing else. */
export const defaultAccessToken = "local-atlas-access-token.A1B2C3D4E5F6G7H8I9J0";

/**
 * How a local Atlas behaves. Everything has a default; those suit ordinary tests. Durations are milliseconds unless
 * the name says otherwise.
 * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/group/endpoint-streams
 */
export interface LocalAtlasOptions {
  /** TCP port on 127.0.0.1. Default 0: a free one. A used port rejects with `code` EADDRINUSE. */
  port?: number;
  /** API keys to accept. Default: `defaultApiKey`. */
  apiKeys?: readonly ApiKey[];
  /** Service accounts to accept. Default: `defaultServiceAccount`. */
  serviceAccounts?: readonly ServiceAccount[];
  /** Access tokens to accept, besides those given to service accounts. Default: `defaultAccessToken`. */
  accessTokens?: readonly string[];
  /** How long a digest nonce lives; afterwards, 401 with stale=true. Default 300,000. */
  nonceLifetimeMs?: number;
  /** How long the token of a service account lives, in seconds. Default 3600. */
  tokenLifetimeSeconds?: number;
  /**
   * The workspaces that exist. Default: every workspace of every project. With a list, another project answers
   * GROUP_NOT_FOUND, and another workspace STREAM_TENANT_NOT_FOUND_FOR_NAME.
   */
  workspaces?: readonly WorkspaceAddress[];
  /** Ids of projects that exist but answer 401 USER_CANNOT_ACCESS_GROUP. Default: none. */
  inaccessibleProjects?: readonly string[];
  /** The clusters that a Cluster connection may name, else CLUSTER_NOT_FOUND. Default: all exist. */
  clusters?: readonly { projectId: string; clusterName: string }[];
  /** The region of connections that ask for none. Default `VIRGINIA_USA`. */
  region?: string;
  /** The time for an answer, half of it before and half after the work is done. Default 0. */
  latencyMs?: number;
  /** A file to keep all connections in, without their write-only values: loaded at the start, saved before each answer to a write. For one server at a time. Default: memory only. */
  file?: string;
  /** How long a new connection is PENDING. Default: PUBLIC 0, so READY at once, and 1,000 for private networking. */
  pendingMs?: DurationByNetworking;
  /** How long a connection is PENDING again after a PATCH. Default 0. */
  updatingMs?: DurationByNetworking;
  /** How long a deleted connection is still shown as DELETING. Default: PUBLIC 0, and 1,000 for private networking. */
  deletingMs?: DurationByNetworking;
  /** The connections that end FAILED and not READY: their names, or a function that knows. Default: none. */
  failing?: readonly string[] | ((connection: Readonly<Connection>) => boolean);
  /** How long after a POST a GET, a PATCH and the list do not see the connection yet. Default 0. */
  eventualConsistencyMs?: number;
  /** How long a write holds what it has read of the workspace before it writes it back: writes that overlap lose updates. Default 0: none is lost. */
  lostUpdateRaceMs?: number;
  /** Refuse requests beyond a token bucket per project; `true` for the service's own figures. Default: only count, in the RateLimit headers. */
  rateLimit?: boolean | RateLimitOptions;
  /** What the service adds or leaves out where that is unproven, or differs between its versions. */
  dialect?: Dialect;
  /** Keep whole exchanges, bodies with secrets included, in `exchanges`. Default false. */
  record?: boolean;
  /** Append every exchange as a line of JSON to this file, bodies with secrets included. Default: the environment variable `ATLAS_LOCAL_RECORD_FILE`. */
  recordFile?: string;
  /** Offer `/_local/…`, without authentication, to steer the server from another process. Default false. */
  control?: boolean;
  /** Called after each answer, for a log. */
  onRequest?: (request: Readonly<RequestRecord>) => void;
  /** The clock for states, nonces, tokens and buckets, in milliseconds. Default `Date.now`. */
  clock?: () => number;
}

/** Each default is what was recorded, or the likeliest. */
export interface Dialect {
  /** Answer no `state` at all, as before 2026. Default false. */
  noState?: boolean;
  /** Add `links` to every connection and to the objects in it. Default false. */
  links?: boolean;
  /** Answer `networking: { access: { type: "PUBLIC" } }` for types that have it. Default true. */
  networking?: boolean;
  /** The same for `publicPrivateNetworking`. Default false. */
  publicPrivateNetworking?: boolean;
  /**
   * Answer a `config` or `headers` that was given as `{}`, rather than leaving it out. Default true: the official
   * Terraform provider says that it gets cleared headers back so.
   */
  emptyMaps?: boolean;
}
