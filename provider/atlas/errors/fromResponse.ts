import type { HttpRequest, HttpResponse } from "../http";
import { AtlasApiError } from "./atlasApiError";
import type { AtlasError } from "./atlasError";
import { UnexpectedResponseError } from "./unexpectedResponseError";

/** The error that an answer other than success is. */
export function errorFromResponse(request: HttpRequest, response: HttpResponse): AtlasError {
  const { status } = response;
  if (status >= 300 && status < 400) {
    return new UnexpectedResponseError(request, response, "it is a redirect, which is not followed");
  }
  return (
    AtlasApiError.fromResponse(request, response) ??
    new UnexpectedResponseError(request, response, "it is no error of the API")
  );
}
