import { connectionsOf, failoversOf } from "./endpoints/collections";
import type { Address, Collection, Context, Endpoint } from "./endpoints/context";
import { create } from "./endpoints/create";
import { remove } from "./endpoints/delete";
import { get } from "./endpoints/get";
import { list } from "./endpoints/list";
import { update } from "./endpoints/update";
import { ambiguousPath } from "./errors";
import type { Version } from "./mediaType";
import { isAddressable } from "./validation/addresses";

interface Operation {
  endpoint: Endpoint;
  /** The service's name of the method, for X-Java-Method. */
  javaMethod: string;
  /** The status of a success. */
  status: number;
}

const operation = (endpoint: Endpoint, name: string, status = 200): Operation => ({
  endpoint,
  javaMethod: `ApiStreamsResource::${name}`,
  status,
});

type Operations = Readonly<Record<string, Operation>>;

/** The endpoints of a collection, and of one item in it. */
interface Resource {
  version: Version;
  collection: (context: Context, address: Address) => Collection;
  all: Operations;
  one: Operations;
}

const connections: Resource = {
  version: "2023-02-01",
  collection: connectionsOf,
  all: {
    GET: operation(list, "getConnections"),
    POST: operation(create, "createConnection"),
  },
  one: {
    GET: operation(get, "getConnection"),
    PATCH: operation(update, "updateConnection"),
    DELETE: operation(remove, "deleteConnection", 202),
  },
};

/** Inferred: the service's names of the methods. */
const failovers: Resource = {
  version: "2025-03-12",
  collection: failoversOf,
  all: {
    GET: operation(list, "getFailoverConnections"),
    POST: operation(create, "createFailoverConnection", 201),
  },
  one: {
    GET: operation(get, "getFailoverConnection"),
    PATCH: operation(update, "updateFailoverConnection"),
    DELETE: operation(remove, "deleteFailoverConnection", 204),
  },
};

/** The endpoints of a path. */
export interface Route extends Pick<Resource, "version" | "collection"> {
  address: Address;
  operations: Operations;
}

const pattern =
  /^\/api\/atlas\/v2\/groups\/([^/]+)\/streams\/([^/]+)\/connections(?:\/([^/]+)(?:\/(failoverConnections)(?:\/([^/]+))?)?)?$/;

/**
 * @param path still percent-encoded.
 * @param hasFailovers whether the endpoints of failover connections exist.
 * @returns undefined for an unknown path.
 * @throws ApiError for a path that a proxy would normalize to another path.
 */
export function route(path: string, hasFailovers: boolean): Route | undefined {
  if (path.split("/").some(isAmbiguous)) throw ambiguousPath(path);
  const match = pattern.exec(path)?.map((part = "") => decodeURIComponent(part));
  if (!match) return undefined;
  const [, projectId = "", workspaceName = "", connectionName = "", isFailover, failoverId = ""] = match;
  if (isFailover && !hasFailovers) return undefined;
  const { version, collection, all, one } = isFailover ? failovers : connections;
  return {
    address: { workspace: { projectId, workspaceName }, connectionName, failoverId },
    version,
    collection,
    operations: (isFailover ? failoverId : connectionName) ? one : all,
  };
}

function isAmbiguous(segment: string): boolean {
  try {
    return segment !== "" && !isAddressable(decodeURIComponent(segment));
  } catch {
    return true;
  }
}
