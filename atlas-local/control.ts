import type { Fault } from "./faults";
import { isObject } from "./json";
import { plainJson, type Reply } from "./reply";
import type { ServerRequest } from "./serverRequest";
import type { ConnectionInput, ConnectionState, Json, WorkspaceAddress } from "./types";

const states: readonly string[] = ["PENDING", "READY", "DELETING", "FAILED"] satisfies ConnectionState[];

/** The part of `LocalAtlas` that other processes can control. */
export interface Controlled {
  requests: readonly unknown[];
  clearRequests(): void;
  workspaces(): WorkspaceAddress[];
  connections(projectId: string, workspaceName: string): unknown[];
  connection(projectId: string, workspaceName: string, name: string): unknown;
  put(projectId: string, workspaceName: string, connection: ConnectionInput): unknown;
  edit(projectId: string, workspaceName: string, name: string, fields: Record<string, unknown>): unknown;
  remove(projectId: string, workspaceName: string, name: string): boolean;
  setState(projectId: string, workspaceName: string, name: string, state?: ConnectionState): void;
  setProcessors(projectId: string, workspaceName: string, name: string, active: boolean): void;
  fault(fault: Fault): unknown;
  faults(): unknown[];
  clearFaults(): void;
  expireNonces(): void;
  revokeTokens(): void;
}

/**
 * The methods of `LocalAtlas` as JSON endpoints, for other processes. They need no authentication, so they exist only
 * with `control: true`. Requests of browsers (with an `Origin`) and for another `Host` than this machine get a 403.
 *
 * | request | result |
 * |---|---|
 * | `GET /_local/requests` | every request so far |
 * | `DELETE /_local/requests` | removes them |
 * | `GET /_local/connections` | `{ "<project>/<workspace>": [connections] }` |
 * | `PUT /_local/connections/{project}/{workspace}/{name}` | creates or replaces it; the body has type and fields |
 * | `PATCH` the same | sets fields; `null` removes one |
 * | `GET`, `DELETE` the same | reads or removes it |
 * | `PUT …/{name}/state` | `{"state": "FAILED"}`; with `null`, its own state applies again |
 * | `PUT …/{name}/processors` | `{"active": true}` |
 * | `POST /_local/faults` | adds a `Fault`; `path` is a regular expression |
 * | `GET`, `DELETE /_local/faults` | lists or removes all |
 * | `POST /_local/expire` | makes every nonce stale, and revokes every token of a service account |
 */
export class Control {
  constructor(private readonly atlas: Controlled) {}

  owns(path: string): boolean {
    return path.startsWith("/_local/");
  }

  async handle(request: ServerRequest): Promise<Reply> {
    if (!isLocal(request)) return plainJson(403, { problem: "only for programs on this machine" });
    try {
      const result = this.run(request);
      return result === undefined ? plainJson(404, { problem: "not found" }) : plainJson(200, result);
    } catch (error) {
      return plainJson(400, { problem: error instanceof Error ? error.message : String(error) });
    }
  }

  /** @returns undefined when the endpoint or the connection does not exist. */
  private run({ method, path, body }: ServerRequest): Json | undefined {
    const [kind = "", ...address] = path.slice("/_local/".length).split("/").map(decodeURIComponent);
    const input = body.length > 0 ? JSON.parse(body.toString("utf8")) : {};
    switch (`${method} ${kind}`) {
      case "GET requests":
        return json(this.atlas.requests);
      case "DELETE requests":
        this.atlas.clearRequests();
        return {};
      case "GET faults":
        return json(this.atlas.faults());
      case "DELETE faults":
        this.atlas.clearFaults();
        return {};
      case "POST faults":
        this.atlas.fault(faultOf(input));
        return {};
      case "POST expire":
        this.atlas.expireNonces();
        this.atlas.revokeTokens();
        return {};
      default:
        return kind === "connections" ? this.connections(method, address, input) : undefined;
    }
  }

  private connections(method: string, address: readonly string[], input: unknown): Json | undefined {
    const [projectId, workspaceName, name, aspect] = address;
    if (method === "GET" && projectId === undefined) return this.everything();
    if (!projectId || !workspaceName || !name || !isObject(input)) return undefined;
    const { atlas } = this;
    switch (`${method} ${aspect ?? ""}`.trim()) {
      case "GET":
        return json(atlas.connection(projectId, workspaceName, name));
      case "PUT":
        return json(atlas.put(projectId, workspaceName, { ...input, name } as unknown as ConnectionInput));
      case "PATCH":
        return json(atlas.edit(projectId, workspaceName, name, input));
      case "DELETE":
        return atlas.remove(projectId, workspaceName, name) ? {} : undefined;
      case "PUT state":
        atlas.setState(projectId, workspaceName, name, stateOf(input.state));
        return {};
      case "PUT processors":
        atlas.setProcessors(projectId, workspaceName, name, input.active === true);
        return {};
      default:
        return undefined;
    }
  }

  private everything(): Json {
    const entries = this.atlas
      .workspaces()
      .map(({ projectId, workspaceName }) => [
        `${projectId}/${workspaceName}`,
        this.atlas.connections(projectId, workspaceName),
      ]);
    return json(Object.fromEntries(entries)) as Json;
  }
}

const localHost = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/i;

/**
 * False for a page in a browser, which names its origin, and for one whose host name was pointed at this machine (DNS
 * rebinding). Such pages could otherwise control the server.
 */
function isLocal({ headers: { host = "", origin } }: ServerRequest): boolean {
  return localHost.test(host) && origin === undefined;
}

function stateOf(value: Json | undefined): ConnectionState | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value !== "string" || !states.includes(value))
    throw new Error(`state must be one of ${states.join(", ")}`);
  return value as ConnectionState;
}

function faultOf(input: unknown): Fault {
  if (!isObject(input) || !isObject(input.action) || typeof input.action.kind !== "string")
    throw new Error("a fault needs an action with a kind");
  return input as unknown as Fault;
}

function json(value: unknown): Json | undefined {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}
