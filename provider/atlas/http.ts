/** One HTTP request to Atlas, whole: the URL is sent exactly as it stands here, since digest covers it. */
export interface HttpRequest {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Absolute, with query. */
  url: string;
  headers?: Readonly<Record<string, string>>;
  /** JSON text, or a form for the token endpoint. */
  body?: string;
  /** Which attempt at it this is, counted from 1; for the log only. */
  attempt?: number;
  /** Called when its turn has come, which Atlas' rate limit may delay. */
  onTurn?: () => void;
}

/** What came back, whatever the status. Header names are in lower case. */
export interface HttpResponse {
  status: number;
  headers: Readonly<Record<string, string | undefined>>;
  body: string;
}

/**
 * Sends a request and returns the answer. The client stands on a chain of these: transport, log, authentication, pace.
 */
export type Exchange = (request: HttpRequest) => Promise<HttpResponse>;
