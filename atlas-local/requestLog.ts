import { appendFileSync } from "node:fs";

export type AuthScheme = "none" | "digest" | "bearer" | "basic" | "other";

/** One request, without anything secret. */
export interface RequestRecord {
  method: string;
  /** As sent, still percent-encoded, without the query. */
  path: string;
  /** Without the question mark; empty when there is none. */
  query: string;
  /** 0 while there is no answer, and for ever when a fault withheld it. */
  status: number;
  /** Of an answer that is an error of the application. */
  errorCode?: string;
  /** Why the credentials were refused, for whoever debugs a client. */
  refusal?: string;
  /** When it came in, in milliseconds since 1970. */
  at: number;
  /** From the last byte of the request to the answer. */
  durationMs: number;
  authScheme: AuthScheme;
  requestBytes: number;
  responseBytes: number;
}

/** A whole exchange. Only the scheme is left of an Authorization header, but bodies are as they were, secrets included. */
export interface Exchange {
  at: number;
  request: { method: string; target: string; headers: Record<string, string>; body: string };
  response: { status: number; headers: Record<string, string>; body: string };
  /** What a fault did to the answer; such an exchange need not keep to the API. */
  fault?: string;
}

/** So many requests are kept; the oldest go first. */
const limit = 100_000;

/** What tests look at afterwards. */
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
    // At once and in one write: lines of several processes do not mix, and none is lost when this one is killed.
    if (this.recordFile) appendFileSync(this.recordFile, `${JSON.stringify(exchange)}\n`, { mode: 0o600 });
  }

  get recordsExchanges(): boolean {
    return this.record || this.recordFile !== undefined;
  }

  /** In place, so that who holds the list sees it empty. */
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
