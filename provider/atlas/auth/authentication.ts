import { AtlasApiError } from "../errors/atlasApiError";
import { CredentialsRefusedError } from "../errors/credentialsRefusedError";
import { isTransient } from "../errors/kinds";
import type { Exchange, HttpRequest, HttpResponse } from "../http";

/**
 * What an answer says of the proof of identity that came with its request: `expired` where the same request, authorized
 * anew, may fare better, `refused` where no request will.
 */
export type Verdict = "accepted" | "expired" | "refused";

/** A request's proof of identity. */
export interface Authorization {
  /** The value of the `Authorization` header; undefined when the server asks for none. */
  header: string | undefined;
  /** Told of the answer. */
  judge(response: HttpResponse): Verdict;
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

/**
 * Wraps a transport so that every request is authorized, and repeated when a nonce or a token ran out. Credentials that
 * were refused once are not sent again: a run of hundreds of connections would look like an attack.
 *
 * @throws CredentialsRefusedError for every request but the first one that was refused.
 */
export function authenticated(exchange: Exchange, authentication: Authentication): Exchange {
  let refusal: AtlasApiError | undefined;
  const refuse = (error: AtlasApiError | undefined) => {
    if (refusal) throw new CredentialsRefusedError(refusal);
    refusal = error;
  };
  const authorize = async (request: HttpRequest) => {
    try {
      return await authentication.authorize(request, exchange);
    } catch (error) {
      // The token endpoint's.
      if (error instanceof AtlasApiError && error.status < 500 && !isTransient(error)) refuse(error);
      throw error;
    }
  };
  return async (request) => {
    for (let attempt = 1; ; attempt++) {
      if (refusal) throw new CredentialsRefusedError(refusal);
      const authorization = await authorize(request);
      if ("refusal" in authorization) return authorization.refusal;
      const { header } = authorization;
      const headers = { ...request.headers, ...(header === undefined ? {} : { Authorization: header }) };
      const response = await exchange({ ...request, headers });
      const verdict = authorization.judge(response);
      if (verdict === "refused") refuse(AtlasApiError.fromResponse(request, response));
      if (verdict !== "expired" || attempt === maxAttempts) return response;
    }
  };
}

/**
 * Whether an answer is a 401 with which Atlas refuses a token, as RFC 6750 marks it or in an error body. One of the
 * application, such as USER_CANNOT_ACCESS_GROUP, has nothing against who we are, and a page is not Atlas'.
 */
export function refusesToken(request: HttpRequest, response: HttpResponse): boolean {
  if (response.status !== 401) return false;
  if (/invalid_token/.test(response.headers["www-authenticate"] ?? "")) return true;
  const error = AtlasApiError.fromResponse(request, response);
  return (
    error !== undefined && !response.headers["x-error-code"] && !error.errorCode.includes("CANNOT_ACCESS")
  );
}
