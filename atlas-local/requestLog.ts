import { appendFileSync } from "node:fs";

export type AuthScheme = "none" | "digest" | "bearer" | "basic" | "other";

/** A request, without secrets. */
export interface RequestRecord {
  /** HTTP method. */
  method: string;
  /** As sent, still percent-encoded, without the query. */
  path: string;
  /** The query without the question mark; empty if there is none. */
  query: string;
  /** HTTP status; 0 before the response, and if a fault prevents it. */
  status: number;
  /** The error code, if the response is an error of the API. */
  errorCode?: string;
  /** Why the credentials were refused; for debugging clients. */
  refusal?: string;
  /** Time of arrival, in milliseconds since 1970. */
  at: number;
  /** Time from the last byte of the request to the response, in milliseconds. */
  durationMs: number;
  /** Scheme of the Authorization header. */
  authScheme: AuthScheme;
  /** Length of the request body. */
  requestBytes: number;
  /** Length of the response body. */
  responseBytes: number;
}

/** A complete request and response. The Authorization header is reduced to its scheme; bodies are unchanged, secrets included. */
export interface Exchange {
  /** Time of arrival, in milliseconds since 1970. */
  at: number;
  /** `target` is path and query as sent. */
  request: { method: string; target: string; headers: Record<string, string>; body: string };
  response: { status: number; headers: Record<string, string>; body: string };
  /** The fault that changed the response, which may therefore not match the API. */
  fault?: string;
}

/** Maximum number of requests in the log; the oldest are removed first. */
const limit = 100_000;

/** Records requests and responses, for assertions in tests. */
export class RequestLog {
  requests: RequestRecord[] = [];
  exchanges: Exchange[] = [];

  constructor(
    private readonly record: boolean,
    private readonly recordFile: string | undefined,
  ) {}

  add(request: RequestRecord): void {
    this.requests.push(request);
    if (this.requests.length > limit) this.requests.splice(0, limit / 10);
  }

  addExchange(exchange: Exchange): void {
    if (this.record) this.exchanges.push(exchange);
    // One synchronous write: lines of several processes do not mix, and none is lost if this process is killed.
    if (this.recordFile) appendFileSync(this.recordFile, `${JSON.stringify(exchange)}\n`, { mode: 0o600 });
  }

  get recordsExchanges(): boolean {
    return this.record || this.recordFile !== undefined;
  }

  /** Clears in place, because callers hold references to the lists. */
  clear(): void {
    this.requests.length = 0;
    this.exchanges.length = 0;
  }
}

export function authSchemeOf(authorization: string | undefined): AuthScheme {
  if (authorization === undefined) return "none";
  const scheme = /^\S+/.exec(authorization)?.[0].toLowerCase();
  return scheme === "digest" || scheme === "bearer" || scheme === "basic" ? scheme : "other";
}
