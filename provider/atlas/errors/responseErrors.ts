import { z } from "zod";
import { answers } from "../../messages/answers";
import { errorCodes, errorStatuses, outages } from "../../messages/atlasErrors";
import type { Messages } from "../../messages/entry";
import { parseJson } from "../../shared/json";
import { oneLine } from "../../shared/text";
import { type HttpRequest, type HttpResponse, retryAfterMs } from "../http";
import { AtlasError } from "./atlasError";

/** Any part may be missing: Atlas reports authentication failures without `errorCode`. */
const apiErrorBody = z.object({
  error: z.number().optional().catch(undefined),
  errorCode: z.string().optional().catch(undefined),
  detail: z.string().nullish().catch(undefined),
  reason: z.string().nullish().catch(undefined),
  parameters: z.array(z.unknown()).nullish().catch(undefined),
});

const maxCodeLength = 100;
const maxDetailLength = 1000;

/**
 * Atlas refuses the request.
 * @see https://www.mongodb.com/docs/atlas/api/api-errors/
 */
export class AtlasApiError extends AtlasError {
  override readonly name = "AtlasApiError" as const;
  /** The HTTP status. */
  readonly status: number;
  /** Atlas' code, for example `STREAM_CONNECTION_NAME_ALREADY_EXISTS`. Empty when the response has none. */
  readonly errorCode: string;
  /** Atlas' explanation. */
  readonly detail: string;
  /** Minimum wait before another attempt, in milliseconds, from `Retry-After`, else from the body of a 429. */
  readonly retryAfterMs: number | undefined;

  constructor(
    request: HttpRequest,
    status: number,
    errorCode: string,
    detail: string,
    retryAfterMs?: number,
  ) {
    const code = oneLine(errorCode, maxCodeLength);
    const text = oneLine(detail, maxDetailLength);
    super([status, code].filter(Boolean).join(" ") + (text && `: ${text}`), {
      request,
      hint: hintFor(request, status, code),
    });
    this.status = status;
    this.errorCode = code;
    this.detail = text;
    this.retryAfterMs = retryAfterMs;
  }

  /** The error in a response, or undefined when the body is not one of Atlas' error bodies. */
  static fromResponse(request: HttpRequest, response: HttpResponse): AtlasApiError | undefined {
    const parsed = apiErrorBody.safeParse(parseJson(response.body));
    if (!parsed.success) return undefined;
    const { errorCode, detail, reason, error, parameters } = parsed.data;
    if (errorCode === undefined && error === undefined && !detail) return undefined;
    const code = errorCode || response.headers["x-error-code"] || "";
    const waitMs = retryAfterMs(response) ?? (response.status === 429 ? waitIn(parameters) : undefined);
    return new AtlasApiError(request, response.status, code, detail || reason || "", waitMs);
  }
}

/** `parameters` of a 429 of the token endpoint: path, requests, minutes. */
const windowParameters = z.tuple([z.string(), z.unknown(), z.coerce.number().positive().max(60)]);
/** `parameters` of a 429 of the API: path, seconds to wait, and three figures of the bucket. */
const bucketParameters = z.tuple([z.string(), z.number().nonnegative()], z.unknown());

/** The wait that the body of a 429 names, in milliseconds. A window's wait is that of all its minutes. */
function waitIn(parameters: unknown): number | undefined {
  const window = windowParameters.safeParse(parameters);
  if (window.success) return window.data[2] * 60_000;
  const bucket = bucketParameters.safeParse(parameters);
  return bucket.success && bucket.data.length === 5 ? bucket.data[1] * 1_000 : undefined;
}

/** True for the statuses of an outage. 500 may concern one request only; 501 and 505 do not change with time. */
function isUnavailable(status: number): boolean {
  return status > 501 && status !== 505;
}

function hintFor({ url }: HttpRequest, status: number, errorCode: string): string | undefined {
  if (isUnavailable(status)) return outages.unavailable.text;
  if (status === 429 && url.endsWith(tokenPath)) return outages.tokenRateLimited.text;
  const byCode: Messages = errorCodes;
  const byStatus: Messages = errorStatuses;
  // Only a POST has this URL.
  if (url.endsWith("/failoverConnections")) {
    if (errorCode === "STREAM_CONNECTION_NOT_FOUND_FOR_NAME") return outages.noConnection.text;
    // The code for a failover connection that exists is not recorded.
    const isTaken = status === 409 && !Object.hasOwn(byCode, errorCode);
    if (isTaken) return errorCodes.STREAM_CONNECTION_NAME_ALREADY_EXISTS.text;
  }
  const entry = Object.hasOwn(byCode, errorCode) ? byCode[errorCode] : byStatus[Math.min(status, 500)];
  return typeof entry?.text === "string" ? entry.text : undefined;
}

/** Path of the endpoint from which a service account gets its tokens. */
export const tokenPath = "/api/oauth/token";

/** What is wrong with a response that Atlas did not write. */
type UnexpectedProblem = Exclude<keyof typeof answers.notFromAtlas.text, "hint">;

/**
 * The response is not one that Atlas describes: a proxy's page, a redirect, half a JSON text. The message does not show
 * the body, because it may hold anything.
 */
export class UnexpectedResponseError extends AtlasError {
  override readonly name = "UnexpectedResponseError" as const;
  /** The HTTP status. */
  readonly status: number;
  /** The body is JSON, but not of the described form. */
  readonly isJson: boolean;
  /** Minimum wait before another attempt, in milliseconds, from `Retry-After`. */
  readonly retryAfterMs: number | undefined;

  constructor(request: HttpRequest, response: HttpResponse, problem: UnexpectedProblem) {
    const { status, headers, body } = response;
    const contentType = oneLine(headers["content-type"] || "no content type", 100);
    const { [problem]: text, hint } = answers.notFromAtlas.text;
    super(text(status, contentType, body.length), {
      request,
      hint: isUnavailable(status) ? outages.unavailable.text : hint,
    });
    this.status = status;
    this.isJson = parseJson(body) !== undefined;
    this.retryAfterMs = retryAfterMs(response);
  }
}

/** True for the error of a complete response. */
export function isResponseError(error: unknown): error is AtlasApiError | UnexpectedResponseError {
  return error instanceof AtlasApiError || error instanceof UnexpectedResponseError;
}

/** The error of a response whose status is not 2xx. */
export function errorFromResponse(request: HttpRequest, response: HttpResponse): AtlasError {
  const { status } = response;
  if (status >= 300 && status < 400) return new UnexpectedResponseError(request, response, "redirect");
  return (
    AtlasApiError.fromResponse(request, response) ??
    new UnexpectedResponseError(request, response, "noApiError")
  );
}
