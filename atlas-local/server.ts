import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { type App, type Outcome, serverError } from "./app";
import type { Certificate } from "./certificate";
import { ApiError } from "./errors";
import { failure, type Reply } from "./reply";
import { authSchemeOf, type Exchange, type RequestLog, type RequestRecord } from "./requestLog";
import { readRequest, type ServerRequest } from "./serverRequest";

const plain = { envelope: false, pretty: false };

/** Reads requests, sends the app's responses, and applies faults to the socket. */
export class HttpServer {
  private readonly server: Server;

  constructor(
    private readonly app: App,
    private readonly log: RequestLog,
    private readonly delay: (ms: number) => Promise<void>,
    private readonly latencyMs: number,
    private readonly onRequest: ((request: Readonly<RequestRecord>) => void) | undefined,
    private readonly now: () => number,
    certificate: Certificate | undefined,
  ) {
    const listener = (message: IncomingMessage, response: ServerResponse) => {
      this.serve(message, response).catch(() => response.destroy());
    };
    this.server = certificate ? createTlsServer(certificate, listener) : createServer(listener);
    // Clients with keep-alive must not find their sockets closed between requests.
    this.server.keepAliveTimeout = 10 * 60_000;
    this.server.requestTimeout = 0;
  }

  /** @returns the port. */
  async listen(port: number): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.server.once("error", reject);
      this.server.listen(port, "127.0.0.1", () => {
        this.server.off("error", reject);
        resolve();
      });
    });
    return (this.server.address() as AddressInfo).port;
  }

  /** Closes all sockets, also idle ones and those of pending requests. */
  async close(): Promise<void> {
    if (!this.server.listening) return;
    await new Promise<void>((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }

  private async serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    // Ids of connections have the time of this clock, too.
    response.setHeader("Date", new Date(this.now()).toUTCString());
    const target = message.url ?? "/";
    const [path = "/", query = ""] = split(target);
    const isControl = path.startsWith("/_local/");
    const record: RequestRecord = {
      method: message.method ?? "GET",
      path,
      query,
      status: 0,
      at: Date.now(),
      durationMs: 0,
      authScheme: authSchemeOf(message.headers.authorization),
      requestBytes: 0,
      responseBytes: 0,
    };
    if (!isControl) this.log.add(record);
    const { request, outcome } = await this.respond(message, record);
    const { reply, fault, refusal } = outcome;
    if (refusal) record.refusal = refusal;
    if (isControl) {
      if (reply) send(response, reply);
      return;
    }
    if (fault?.kind === "hang" || fault?.kind === "hangAfter") return;
    if (!reply || fault?.kind === "resetBefore" || fault?.kind === "resetAfter") {
      // Node cannot reset a TLS connection; clients report the same ECONNRESET when it is closed.
      if ("encrypted" in message.socket) message.socket.destroy();
      else message.socket.resetAndDestroy();
      this.finish(record);
      return;
    }
    record.status = reply.status;
    record.responseBytes = Buffer.byteLength(reply.body);
    const errorCode = reply.headers["X-Error-Code"];
    if (errorCode) record.errorCode = errorCode;
    // Recorded before the response is sent, so that a client with a response finds its exchange.
    if (request && this.log.recordsExchanges)
      this.log.addExchange(exchangeOf(record.at, request, reply, fault?.kind));
    if (fault?.kind === "truncate") truncate(response, reply);
    else send(response, reply);
    this.finish(record);
  }

  private async respond(
    message: IncomingMessage,
    record: RequestRecord,
  ): Promise<{ request?: ServerRequest; outcome: Outcome }> {
    let request: ServerRequest;
    try {
      request = await readRequest(message);
    } catch (error) {
      if (error instanceof ApiError) return { outcome: { reply: failure(error, plain) } };
      throw error;
    }
    record.requestBytes = request.body.length;
    record.at = Date.now();
    const isControl = request.path.startsWith("/_local/");
    if (this.latencyMs > 0 && !isControl) await this.delay(this.latencyMs / 2);
    let outcome: Outcome;
    try {
      outcome = await this.app.handle(request);
    } catch (error) {
      if (isAbort(error)) throw error;
      process.emitWarning(error instanceof Error ? error : String(error), "LocalAtlasWarning");
      outcome = { reply: serverError() };
    }
    if (this.latencyMs > 0 && !isControl) await this.delay(this.latencyMs / 2);
    return { request, outcome };
  }

  private finish(record: RequestRecord): void {
    record.durationMs = Date.now() - record.at;
    this.onRequest?.(record);
  }
}

function split(target: string): [string, string] {
  const question = target.indexOf("?");
  return question < 0 ? [target, ""] : [target.slice(0, question), target.slice(question + 1)];
}

function send(response: ServerResponse, { status, headers, body }: Reply): void {
  // HTTP forbids the length with 204.
  const all = status === 204 ? headers : { ...headers, "Content-Length": String(Buffer.byteLength(body)) };
  response.writeHead(status, inOrder(all));
  response.end(body);
}

/** Announces the whole body, sends half of it, and closes the socket. */
function truncate(response: ServerResponse, { status, headers, body }: Reply): void {
  const bytes = Buffer.from(body);
  response.writeHead(status, inOrder({ ...headers, "Content-Length": String(bytes.length) }));
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy());
}

function inOrder(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function exchangeOf(
  at: number,
  { method, target, headers, authorization, body }: ServerRequest,
  reply: Reply,
  fault: string | undefined,
): Exchange {
  const shown: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) shown[name] = String(value);
  if (authorization !== undefined) shown.authorization = `${authorization.split(" ")[0]} …`;
  return {
    at,
    request: { method, target, headers: shown, body: body.toString("utf8") },
    response: { status: reply.status, headers: reply.headers, body: reply.body },
    ...(fault ? { fault } : {}),
  };
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === "AbortError";
}
