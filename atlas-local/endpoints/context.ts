import type { DurationByNetworking } from "../lifecycle/durations";
import type { ServerRequest } from "../serverRequest";
import type { Store } from "../store";
import type { StoredConnection } from "../stored";
import type { JsonObject, WorkspaceAddress } from "../types";
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
  noState: boolean;
  isFailing: (connection: StoredConnection) => boolean;
  /** @throws ApiError CLUSTER_NOT_FOUND */
  checkCluster: (projectId: string, fields: JsonObject) => void;
}

/** A request to one of the five endpoints, after authentication and rate limit. */
export interface Call {
  workspace: WorkspaceAddress;
  /** Empty for a request to the collection. */
  connectionName: string;
  request: ServerRequest;
}

interface Result {
  status: number;
  body: JsonObject;
}

export type Endpoint = (context: Context, call: Call) => Result | Promise<Result>;
