import type { HttpRequest } from "../http";
import { AtlasError } from "./atlasError";
import { isCertificateProblem, NetworkError, ProxyRefusalError } from "./networkError";
import { NotListedError } from "./notListedError";
import { OutageError } from "./outageError";
import { AtlasApiError, isResponseError, UnexpectedResponseError } from "./responseErrors";

/** Network errors that another attempt does not solve. */
const permanentCodes: ReadonlySet<string> = new Set([
  "ERR_TOO_LARGE",
  "ERR_REQUEST_TOO_LARGE",
  "ERR_INVALID_URL",
]);

/** Network errors that occur before the first byte of the request is sent. */
const notSentCodes: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ERR_INVALID_URL",
  "ERR_REQUEST_TOO_LARGE",
  "ERR_PROXY_AUTHENTICATION",
  "ERR_PROXY_REFUSED",
]);

type RequestTarget = Pick<HttpRequest, "method" | "url">;

/** True for an Atlas error with this code. */
export function hasCode(error: unknown, errorCode: string): error is AtlasApiError {
  return error instanceof AtlasApiError && error.errorCode === errorCode;
}

/** True when Atlas itself reports that the connection does not exist. Another 404 may come from a proxy or a wrong base URL. */
export function isNotFound(error: unknown): error is AtlasApiError | NotListedError {
  return error instanceof NotListedError || is404(error, "STREAM_CONNECTION_NOT_FOUND_FOR_NAME");
}

/** True for a 404 of Atlas whose code names neither the connection nor the workspace. */
export function isUnknown404(error: unknown): boolean {
  if (!(error instanceof AtlasApiError) || error.status !== 404) return false;
  return !isNotFound(error) && !isWorkspaceNotFound(error);
}

/** True when Atlas refuses a POST because there is such a connection already. The code for failover connections is not recorded. */
export function isTaken(error: unknown, { failover }: { readonly failover?: unknown }): boolean {
  if (failover) return error instanceof AtlasApiError && error.status === 409;
  return hasCode(error, "STREAM_CONNECTION_NAME_ALREADY_EXISTS");
}

/** True when Atlas reports that the workspace does not exist. */
export function isWorkspaceNotFound(error: unknown): error is AtlasApiError {
  return is404(error, "STREAM_TENANT_NOT_FOUND_FOR_NAME");
}

function is404(error: unknown, errorCode: string): error is AtlasApiError {
  return hasCode(error, errorCode) && error.status === 404;
}

/** True for a 2xx response that is not JSON, such as a maintenance page. Usually the base URL is wrong. */
export function isPageWithSuccessStatus(error: unknown): boolean {
  return error instanceof UnexpectedResponseError && error.status < 300 && !error.isJson;
}

/** True when the same request may succeed later: too many requests, a server error, a network error. */
export function isRetryable(error: unknown): boolean {
  if (error instanceof OutageError) return true;
  if (isResponseError(error)) return isTemporary(error.status) || isPageWithSuccessStatus(error);
  if (error instanceof ProxyRefusalError) return isTemporary(error.status);
  return (
    error instanceof NetworkError && !permanentCodes.has(error.code) && !isCertificateProblem(error.code)
  );
}

function isTemporary(status: number): boolean {
  // 501 and 505 do not change with time.
  const isServerError = status >= 500 && status !== 501 && status !== 505;
  return [408, 429].includes(status) || isServerError;
}

/**
 * True for an error that the next request to the workspace is likely to get too. Too many requests are not an outage, and
 * a page with a success status means a wrong base URL.
 */
export function isOutage(error: unknown): boolean {
  const isTooMany = isResponseError(error) && error.status === 429;
  return isRetryable(error) && !isTooMany && !isPageWithSuccessStatus(error);
}

/** True when Atlas may have carried out the request although it failed: its response is lost or is not a refusal. */
export function mayHaveReachedAtlas(request: RequestTarget, error: unknown): boolean {
  if (!(error instanceof AtlasError)) return false;
  // The request for a challenge or a token failed, so this request was not sent.
  if (error.method !== request.method || error.url !== request.url) return false;
  if (error instanceof NetworkError)
    return !notSentCodes.has(error.code) && !isCertificateProblem(error.code);
  if (isResponseError(error)) return error.status < 300 || error.status >= 500 || error.status === 408;
  return false;
}

/** True when the same request may be sent again: it may succeed, and a second execution does no harm. */
export function isSafeToRetry(request: RequestTarget, error: unknown): boolean {
  return isRetryable(error) && (request.method !== "POST" || !mayHaveReachedAtlas(request, error));
}
