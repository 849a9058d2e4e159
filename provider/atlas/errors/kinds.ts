import { AtlasApiError } from "./atlasApiError";
import { isCertificateProblem, NetworkError } from "./networkError";
import { UnexpectedResponseError } from "./unexpectedResponseError";

const goneCodes: ReadonlySet<string> = new Set([
  "STREAM_CONNECTION_NOT_FOUND_FOR_NAME",
  "STREAM_TENANT_NOT_FOUND_FOR_NAME",
  "GROUP_NOT_FOUND",
]);

/** Failures below HTTP that come again however often one tries. */
const lasting: ReadonlySet<string> = new Set(["ERR_TOO_LARGE", "ERR_REQUEST_TOO_LARGE", "ERR_INVALID_URL"]);

/** True where Atlas itself says that the connection is not there; any other 404 may be a proxy's or a wrong base URL. */
export function isGone(error: unknown): error is AtlasApiError {
  return error instanceof AtlasApiError && error.status === 404 && goneCodes.has(error.errorCode);
}

/** True for an error of Atlas with this code. */
export function hasCode(error: unknown, errorCode: string): boolean {
  return error instanceof AtlasApiError && error.errorCode === errorCode;
}

/** Servers and the proxies before them have many faults of their own; these two say that it will not get better. */
function isPassingFault(status: number): boolean {
  return status >= 500 && status !== 501 && status !== 505;
}

/** A page in the place of an answer, such as that of a maintenance: mostly a wrong base URL, and sometimes a bad moment. */
export function isStrangeSuccess(error: unknown): boolean {
  return error instanceof UnexpectedResponseError && error.status < 300 && !error.isJson;
}

/** True for a failure that may pass by itself: too many requests, a fault of the server or of the network. */
export function isTransient(error: unknown): boolean {
  if (error instanceof AtlasApiError || error instanceof UnexpectedResponseError) {
    return [408, 429].includes(error.status) || isPassingFault(error.status) || isStrangeSuccess(error);
  }
  return error instanceof NetworkError && !lasting.has(error.code) && !isCertificateProblem(error.code);
}
