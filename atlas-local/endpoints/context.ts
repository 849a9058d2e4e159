import type { ApiError } from "../errors";
import type { DurationByNetworking } from "../lifecycle/durations";
import type { Patch } from "../options";
import type { ServerRequest } from "../serverRequest";
import type { Store } from "../store";
import type { StoredConnection, StoredConnections, WorkspaceDocument } from "../stored";
import type { JsonObject, WorkspaceAddress } from "../types";
import type { ValidBody } from "../validation/validate";
import type { View } from "../view";

/** Dependencies and settings of the endpoints. */
export interface Context {
  store: Store;
  view: View;
  now: () => number;
  region: string;
  pendingMs: DurationByNetworking;
  updatingMs: DurationByNetworking;
  deletingMs: DurationByNetworking;
  eventualConsistencyMs: number;
  /** Whether fields stay that a PATCH leaves out. */
  patch: Patch;
  noState: boolean;
  isNewer: boolean;
  isFailing: (connection: StoredConnection) => boolean;
  /** @throws ApiError CLUSTER_NOT_FOUND */
  checkCluster: (projectId: string, fields: JsonObject) => void;
}

/** What the path of a request names. Names are empty where the path has none. */
export interface Address {
  workspace: WorkspaceAddress;
  connectionName: string;
  failoverId: string;
}

/** The connections of a workspace, or the failover connections of one connection: what differs between the two. */
export interface Collection {
  /** The key of the one connection that the request is for; empty for a request to the collection. */
  key: string;
  keyOf(stored: StoredConnection): string;
  /** @throws ApiError when the connection that has these failover connections does not exist. */
  entries(document: WorkspaceDocument): StoredConnections;
  /** The workspace's document with these entries. */
  replace(document: WorkspaceDocument, entries: StoredConnections): WorkspaceDocument;
  /** With `before`, validates a body that may leave out these fields. @throws ApiError for the first mistake. */
  validate(body: unknown, before?: JsonObject): ValidBody;
  /** Checks the body of a POST. @throws ApiError */
  checkNew(entries: StoredConnections, body: ValidBody): void;
  notFound(): ApiError;
}

/** A request to one of the endpoints, after authentication and rate limit. */
export interface Call extends Address {
  collection: Collection;
  request: ServerRequest;
}

/** @returns the body of the response. */
export type Endpoint = (context: Context, call: Call) => JsonObject | Promise<JsonObject>;
