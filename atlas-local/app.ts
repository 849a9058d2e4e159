import type { Gate } from "./auth/gate";
import { type OAuth, revokePath, tokenPath } from "./auth/oauth";
import type { Control } from "./control";
import type { Context } from "./endpoints/context";
import {
  ApiError,
  groupNotFound,
  invalidGroupId,
  invalidVersionDate,
  methodNotAllowed,
  resourceNotFound,
  tenantNotFound,
  unexpectedError,
  userCannotAccessGroup,
} from "./errors";
import { type FaultAction, type Faults, replyOf } from "./faults";
import { isAcceptable } from "./mediaType";
import type { RateLimiter } from "./rateLimit";
import { failure, html, type Presentation, type Reply, success } from "./reply";
import { route } from "./routes";
import type { ServerRequest } from "./serverRequest";
import type { WorkspaceAddress } from "./types";

/** The response, and the fault that applies to it. */
export interface Outcome {
  /** Undefined when the request was not processed. */
  reply: Reply | undefined;
  fault?: FaultAction;
  /** Why credentials were refused. */
  refusal?: string;
}

/** Which projects and workspaces exist. */
export interface Existence {
  /** Undefined: all. */
  workspaces: readonly WorkspaceAddress[] | undefined;
  inaccessibleProjects: ReadonlySet<string>;
}

/** Handles a request in this order: authentication, fault, version, rate limit, endpoint. */
export class App {
  constructor(
    private readonly context: Context,
    private readonly gate: Gate,
    private readonly oauth: OAuth,
    private readonly limiter: RateLimiter,
    private readonly faults: Faults,
    private readonly existence: Existence,
    private readonly hasFailovers: boolean,
    private readonly control: Control | undefined,
    private readonly delay: (ms: number) => Promise<void>,
  ) {}

  async handle(request: ServerRequest): Promise<Outcome> {
    if (this.control?.owns(request.path)) return { reply: await this.control.handle(request) };
    // Authentication comes first: faults count only requests that would have been served.
    const refused = this.isApi(request) ? this.gate.check(request) : undefined;
    const fault = this.faults.actionFor(request, request.authorization !== undefined && !refused);
    if (fault) return this.applyFault(request, fault, refused?.reply);
    return refused ?? { reply: await this.process(request) };
  }

  private async applyFault(
    request: ServerRequest,
    fault: FaultAction,
    refused: Reply | undefined,
  ): Promise<Outcome> {
    if (fault.kind === "resetBefore" || fault.kind === "hang") return { reply: undefined, fault };
    if (fault.kind === "challenge") return { reply: this.gate.refuse(fault.stale), fault };
    const instead = replyOf(fault, request.path);
    if (instead) return { reply: instead, fault };
    if (fault.kind === "delay") await this.delay(fault.ms);
    const reply = refused ?? (await this.process(request));
    if (fault.kind === "statusAfter") return { reply: html(fault.status ?? 504, "Gateway"), fault };
    if (fault.kind === "body") return { reply: { ...reply, body: fault.body }, fault };
    if (fault.kind === "contentType")
      return { reply: { ...reply, headers: { ...reply.headers, "Content-Type": fault.value } }, fault };
    return { reply, fault };
  }

  private isApi({ path }: ServerRequest): boolean {
    return path.startsWith("/api/atlas/");
  }

  private async process(request: ServerRequest): Promise<Reply> {
    if (request.path === tokenPath || request.path === revokePath) {
      if (request.method !== "POST") return html(405, "Method Not Allowed");
      return request.path === tokenPath ? this.oauth.issue(request) : this.oauth.revoke(request);
    }
    if (!this.isApi(request)) return html(404, "Not Found");
    const presentation: Presentation = {
      envelope: request.query.get("envelope") === "true",
      pretty: request.query.get("pretty") === "true",
    };
    let headers: Record<string, string> = {};
    try {
      const found = route(request.path, this.hasFailovers);
      if (!found) throw resourceNotFound(request.path);
      const operation = Object.hasOwn(found.operations, request.method)
        ? found.operations[request.method]
        : undefined;
      if (!operation) throw methodNotAllowed(request.method, Object.keys(found.operations));
      headers = { "X-Java-Method": operation.javaMethod };
      if (!isAcceptable(request.headers.accept, found.version)) throw invalidVersionDate();
      const { address, version } = found;
      this.checkProject(address.workspace);
      headers = { ...headers, ...this.limiter.take(address.workspace.projectId, request.path.slice(1)) };
      this.checkWorkspace(address.workspace);
      const collection = found.collection(this.context, address);
      const body = await operation.endpoint(this.context, { ...address, collection, request });
      return success(operation.status, body, version, presentation, headers);
    } catch (error) {
      if (error instanceof ApiError) return failure(error, presentation, headers);
      throw error;
    }
  }

  private checkProject({ projectId }: WorkspaceAddress): void {
    if (!/^[a-f0-9]{24}$/.test(projectId)) throw invalidGroupId(projectId);
    if (this.existence.inaccessibleProjects.has(projectId)) throw userCannotAccessGroup();
    const known = this.existence.workspaces;
    if (known && !known.some((workspace) => workspace.projectId === projectId))
      throw groupNotFound(projectId);
  }

  private checkWorkspace({ projectId, workspaceName }: WorkspaceAddress): void {
    const known = this.existence.workspaces;
    if (
      known &&
      !known.some(
        (workspace) => workspace.projectId === projectId && workspace.workspaceName === workspaceName,
      )
    )
      throw tenantNotFound(projectId, workspaceName);
  }
}

/** The response for an error of this server itself. */
export function serverError(): Reply {
  return failure(unexpectedError(), { envelope: false, pretty: false });
}
