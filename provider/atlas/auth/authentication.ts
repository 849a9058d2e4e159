import { refusals } from "../../messages/atlasErrors";
import { isRetryable } from "../errors/classify";
import { AtlasApiError } from "../errors/responseErrors";
import type { Exchange, HttpRequest, HttpResponse } from "../http";

/**
 * What a response means for the `Authorization` header of its request. After `expired` the same request may succeed with
 * a new header; after `refused` no request will.
 */
export type AuthOutcome = "accepted" | "expired" | "refused";

/** The authorization of one request. */
export interface Authorization {
  /** Value of the `Authorization` header; undefined when the server needs no authentication. */
  header: string | undefined;
  /** Evaluates the response to the request. */
  evaluate(response: HttpResponse): AuthOutcome;
}

/** One way to authenticate. An instance serves concurrent requests. */
export interface Authentication {
  /**
   * Authorizes a request. Some schemes send a request of their own first.
   * @returns the refusal, as the response to the request, when that first request failed.
   */
  authorize(request: HttpRequest, exchange: Exchange): Promise<Authorization | { refusal: HttpResponse }>;
  /** Texts that must never be printed. */
  readonly secrets: readonly string[];
}

/** Atlas refused the same credentials earlier. The request was not sent, or was refused as well. */
class CredentialsRefusedError extends Error {
  override readonly name = "CredentialsRefusedError" as const;

  /** @param first the first refusal. */
  constructor(first: AtlasApiError) {
    const reason = ` (${[first.status, first.errorCode].join(" ").trim()})`;
    super(refusals.credentialsRefused.text(reason));
  }
}

/** Maximum attempts per request: a broken server may report an expired nonce each time. */
const maxAttempts = 5;

/**
 * Wraps a transport so that every request is authorized, and sent again when its nonce or token has expired. Refused
 * credentials are not sent again: a run with hundreds of connections would look like an attack.
 *
 * @throws CredentialsRefusedError for every request after the first refusal.
 */
export function authenticated(exchange: Exchange, authentication: Authentication): Exchange {
  let refusal: AtlasApiError | undefined;
  const refuse = (error: AtlasApiError | undefined) => {
    // A concurrent request was refused first, and reports the reason.
    if (refusal) throw new CredentialsRefusedError(refusal);
    refusal = error;
  };
  const authorize = async (request: HttpRequest) => {
    try {
      return await authentication.authorize(request, exchange);
    } catch (error) {
      // An error of the token endpoint.
      if (error instanceof AtlasApiError && error.status < 500 && !isRetryable(error)) refuse(error);
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
      const outcome = authorization.evaluate(response);
      if (outcome === "refused") refuse(AtlasApiError.fromResponse(request, response));
      if (outcome !== "expired" || attempt === maxAttempts) return response;
    }
  };
}

/**
 * True for a 401 with which Atlas refuses a token: marked as in RFC 6750, or with an error body. A 401 of the application,
 * such as USER_CANNOT_ACCESS_GROUP, does not refuse the token, and a page does not come from Atlas.
 */
export function isTokenRefused(request: HttpRequest, response: HttpResponse): boolean {
  if (response.status !== 401) return false;
  if (/invalid_token/.test(response.headers["www-authenticate"] ?? "")) return true;
  const error = AtlasApiError.fromResponse(request, response);
  return (
    error !== undefined && !response.headers["x-error-code"] && !error.errorCode.includes("CANNOT_ACCESS")
  );
}
