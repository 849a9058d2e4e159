/** One HTTP request. The URL is sent exactly as given, because the digest covers it. */
export interface HttpRequest {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Absolute, with query. */
  url: string;
  headers?: Readonly<Record<string, string>>;
  /** JSON, or a form for the token endpoint. */
  body?: string;
  /** Number of the attempt, from 1. For the log only. */
  attempt?: number;
  /** Called when the request leaves the rate limit's queue. */
  onDequeue?: () => void;
}

/** A response of any status. Header names are in lower case. */
export interface HttpResponse {
  status: number;
  headers: Readonly<Record<string, string | undefined>>;
  body: string;
}

/**
 * Sends a request and returns the response. The client is a chain of these: transport, log, authentication, rate limit.
 */
export type Exchange = (request: HttpRequest) => Promise<HttpResponse>;

/** Minimum wait in milliseconds, from `Retry-After` in seconds or as a date; undefined without a valid header. */
export function retryAfterMs({ headers }: HttpResponse, now = Date.now()): number | undefined {
  const value = headers["retry-after"] ?? "";
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  const date = /^[a-z]{3}, .* GMT$/i.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
