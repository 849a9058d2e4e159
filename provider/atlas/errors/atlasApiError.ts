import { z } from "zod";
import { oneLine } from "../../shared/text";
import type { HttpRequest, HttpResponse } from "../http";
import { AtlasError } from "./atlasError";
import { hintFor } from "./hints";
import { parseJson } from "./json";
import { retryAfterMs } from "./retryAfter";

/** Every part may be missing: authentication failures were seen without `errorCode`. */
const apiErrorBody = z.object({
  error: z.number().optional().catch(undefined),
  errorCode: z.string().optional().catch(undefined),
  detail: z.string().nullish().catch(undefined),
  reason: z.string().nullish().catch(undefined),
});

const longestCode = 100;
const longestDetail = 1000;

/**
 * Atlas has understood the request and refuses it.
 * @see https://www.mongodb.com/docs/atlas/api/api-errors/
 */
export class AtlasApiError extends AtlasError {
  override readonly name = "AtlasApiError" as const;
  /** The HTTP status. */
  readonly status: number;
  /** Atlas' own code, for example `STREAM_CONNECTION_NAME_ALREADY_EXISTS`; empty when the answer has none. */
  readonly errorCode: string;
  /** Atlas' explanation. */
  readonly detail: string;
  /** Milliseconds to wait at least before another attempt, from `Retry-After`; undefined when Atlas did not say. */
  readonly retryAfterMs: number | undefined;

  constructor(
    request: HttpRequest,
    status: number,
    errorCode: string,
    detail: string,
    retryAfterMs?: number,
  ) {
    const code = oneLine(errorCode, longestCode);
    const text = oneLine(detail, longestDetail);
    super([status, code].filter(Boolean).join(" ") + (text && `: ${text}`), {
      request,
      hint: hintFor(status, code),
    });
    this.status = status;
    this.errorCode = code;
    this.detail = text;
    this.retryAfterMs = retryAfterMs;
  }

  /** The error in an answer, or undefined when the answer's body is none of Atlas' error bodies. */
  static fromResponse(request: HttpRequest, response: HttpResponse): AtlasApiError | undefined {
    const parsed = apiErrorBody.safeParse(parseJson(response.body));
    if (!parsed.success) return undefined;
    const { errorCode, detail, reason, error } = parsed.data;
    if (errorCode === undefined && error === undefined && !detail) return undefined;
    const code = errorCode || response.headers["x-error-code"] || "";
    return new AtlasApiError(request, response.status, code, detail || reason || "", retryAfterMs(response));
  }
}
