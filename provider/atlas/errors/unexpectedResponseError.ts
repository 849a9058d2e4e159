import { oneLine } from "../../shared/text";
import type { HttpRequest, HttpResponse } from "../http";
import { AtlasError } from "./atlasError";
import { parseJson } from "./json";
import { retryAfterMs } from "./retryAfter";

/**
 * Something answered, but not as Atlas does: a proxy's page, a redirect, half a JSON text. The body is not shown,
 * because nobody knows what it holds.
 */
export class UnexpectedResponseError extends AtlasError {
  override readonly name = "UnexpectedResponseError" as const;
  /** The HTTP status. */
  readonly status: number;
  /** The answer is JSON, though not the one that the API describes. */
  readonly isJson: boolean;
  /** Milliseconds to wait at least before another attempt, from `Retry-After`; undefined when it is not there. */
  readonly retryAfterMs: number | undefined;

  constructor(request: HttpRequest, response: HttpResponse, problem: string) {
    const { status, headers, body } = response;
    const type = oneLine(headers["content-type"] || "no content type", 100);
    super(
      `the answer is not one of Atlas: ${problem} (status ${status}, ${type}, ${body.length} characters)`,
      {
        request,
        hint: "Check mongodbatlas:baseUrl (or MONGODB_ATLAS_BASE_URL) and whether a proxy stands between this machine and Atlas.",
      },
    );
    this.status = status;
    this.isJson = parseJson(body) !== undefined;
    this.retryAfterMs = retryAfterMs(response);
  }
}
