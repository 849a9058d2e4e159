import type { HttpRequest } from "../http";
import { AtlasApiError } from "./atlasApiError";
import { AtlasError } from "./atlasError";
import { isTransient } from "./kinds";
import { isCertificateProblem, NetworkError } from "./networkError";
import { UnexpectedResponseError } from "./unexpectedResponseError";

type Identity = Pick<HttpRequest, "method" | "url">;

/** Failures below HTTP after which not one byte of the request has left. */
const unsent: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ERR_INVALID_URL",
  "ERR_REQUEST_TOO_LARGE",
]);

/**
 * True when Atlas may have carried the request out although it failed: the answer was lost on its way, or is none of
 * Atlas' refusals.
 */
export function mayBeDone(request: Identity, error: unknown): boolean {
  if (!(error instanceof AtlasError)) return false;
  // What failed is the request for a challenge or a token, so this one was never sent.
  if (error.method !== request.method || error.url !== request.url) return false;
  if (error instanceof NetworkError) return !unsent.has(error.code) && !isCertificateProblem(error.code);
  if (error instanceof AtlasApiError || error instanceof UnexpectedResponseError)
    return error.status < 300 || error.status >= 500 || error.status === 408;
  return false;
}

/** True when the very same request may simply be sent again: it may fare better, and twice does no harm. */
export function mayBeRepeated(request: Identity, error: unknown): boolean {
  return isTransient(error) && (request.method !== "POST" || !mayBeDone(request, error));
}
