import type { Endpoint } from "./endpoints/context";
import { create } from "./endpoints/create";
import { remove } from "./endpoints/delete";
import { get } from "./endpoints/get";
import { list } from "./endpoints/list";
import { update } from "./endpoints/update";
import { ambiguousPath } from "./errors";

interface Operation {
  endpoint: Endpoint;
  /** The service's name of the method, for X-Java-Method. */
  javaMethod: string;
}

const operation = (endpoint: Endpoint, name: string): Operation => ({
  endpoint,
  javaMethod: `ApiStreamsResource::${name}`,
});

const collection: Readonly<Record<string, Operation>> = {
  GET: operation(list, "getConnections"),
  POST: operation(create, "createConnection"),
};

const item: Readonly<Record<string, Operation>> = {
  GET: operation(get, "getConnection"),
  PATCH: operation(update, "updateConnection"),
  DELETE: operation(remove, "deleteConnection"),
};

/** The endpoint of a path. */
export interface Route {
  projectId: string;
  workspaceName: string;
  connectionName: string;
  operations: Readonly<Record<string, Operation>>;
}

const pattern = /^\/api\/atlas\/v2\/groups\/([^/]+)\/streams\/([^/]+)\/connections(?:\/([^/]+))?$/;

/**
 * @param path still percent-encoded.
 * @returns undefined for an unknown path.
 * @throws ApiError for a path that a proxy would normalize to another path.
 */
export function route(path: string): Route | undefined {
  if (path.split("/").some(isAmbiguous)) throw ambiguousPath(path);
  const match = pattern.exec(path);
  if (!match?.[1] || !match[2]) return undefined;
  return {
    projectId: decodeURIComponent(match[1]),
    workspaceName: decodeURIComponent(match[2]),
    connectionName: match[3] === undefined ? "" : decodeURIComponent(match[3]),
    operations: match[3] === undefined ? collection : item,
  };
}

function isAmbiguous(segment: string): boolean {
  try {
    const text = decodeURIComponent(segment);
    return text === "." || text === ".." || text.includes("/") || text.includes("\0");
  } catch {
    return true;
  }
}
