import type { Exchange, HttpRequest, HttpResponse } from "../http";

/** A request's proof of identity. */
export interface Authorization {
  /** The value of the `Authorization` header; undefined when the server asks for none. */
  header: string | undefined;
  /** Told of the answer; returns whether the same request, authorized anew, may fare better. */
  shouldRepeat(response: HttpResponse): boolean;
}

/** One way to prove who we are. An instance serves many requests at once. */
export interface Authentication {
  /**
   * Authorizes a request, after whatever exchange the scheme needs first.
   * @returns the refusal, as the answer to the request, when that exchange failed.
   */
  authorize(request: HttpRequest, exchange: Exchange): Promise<Authorization | { refusal: HttpResponse }>;
  /** What must never be printed. */
  readonly secrets: readonly string[];
}

/** A server that keeps asking for one more attempt is broken, and gets no more than these. */
const maxAttempts = 5;

/** Wraps a transport so that every request is authorized, and repeated when a nonce or a token ran out. */
export function authenticated(exchange: Exchange, authentication: Authentication): Exchange {
  return async (request) => {
    for (let attempt = 1; ; attempt++) {
      const authorization = await authentication.authorize(request, exchange);
      if ("refusal" in authorization) return authorization.refusal;
      const { header } = authorization;
      const headers = { ...request.headers, ...(header === undefined ? {} : { Authorization: header }) };
      const response = await exchange({ ...request, headers });
      if (!authorization.shouldRepeat(response) || attempt === maxAttempts) return response;
    }
  };
}
