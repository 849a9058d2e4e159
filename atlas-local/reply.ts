import type { ApiError } from "./errors";
import { pretty, sorted } from "./json";
import { successType, type Version } from "./mediaType";
import type { Json, JsonObject } from "./types";

/** A response. The server adds Content-Length and Date when it sends it. */
export interface Reply {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** Headers of every response of the application, successes and errors. */
const applicationHeaders = {
  "Referrer-Policy": "strict-origin-when-cross-origin",
  Server: "mdbws",
  "Strict-Transport-Security": "max-age=31536000; includeSubdomains;",
  "X-Content-Type-Options": "nosniff",
  "X-Envoy-Upstream-Service-Time": "1",
  "X-Frame-Options": "DENY",
  "X-Java-Version": "17-local",
  "X-Mongodb-Service-Version": "gitHash=local; versionString=pulumi-atlas-streams",
  "X-Permitted-Cross-Domain-Policies": "none",
} as const;

/** Query options for the body: `envelope` wraps it with the status, `pretty` indents it. */
export interface Presentation {
  envelope: boolean;
  pretty: boolean;
}

export function success(
  status: number,
  body: JsonObject,
  version: Version,
  presentation: Presentation,
  headers: Readonly<Record<string, string>>,
): Reply {
  if (status === 204) return { status, headers: { ...applicationHeaders, ...headers }, body: "" };
  return {
    status,
    headers: { ...applicationHeaders, "Content-Type": successType(version), ...headers },
    body: present(presentation.envelope ? enveloped(status, body) : body, presentation),
  };
}

export function failure(
  error: ApiError,
  presentation: Presentation,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  return {
    status: error.status,
    headers: {
      ...applicationHeaders,
      "Content-Type": "application/json",
      "X-Error-Code": error.errorCode,
      ...headers,
      ...error.headers,
    },
    body: present(error.body, presentation),
  };
}

/** A 401 from the gate. The application has not seen the request, so most headers are absent; the body is indented. */
export function unauthorized(challenge: string): Reply {
  const body = {
    error: 401,
    reason: "Unauthorized",
    detail: "You are not authorized for this resource.",
    errorCode: "UNEXPECTED_ERROR",
  };
  return {
    status: 401,
    headers: {
      "Content-Type": "application/json",
      Server: "mdbws",
      Vary: "Accept-Encoding",
      "Www-Authenticate": challenge,
      "X-Envoy-Upstream-Service-Time": "1",
    },
    body: pretty(body),
  };
}

/** Plain JSON, as the token endpoint returns it. */
export function plainJson(status: number, body: Json, headers: Readonly<Record<string, string>> = {}): Reply {
  return {
    status,
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify(body),
  };
}

/** An HTML page, as a web server or a proxy returns it. */
export function html(status: number, title: string): Reply {
  return {
    status,
    headers: { "Content-Type": "text/html; charset=utf-8" },
    body: `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`,
  };
}

/** A list only gets `status` added; any other body is wrapped in `content`. */
function enveloped(status: number, body: JsonObject): JsonObject {
  return Array.isArray(body.results) ? { ...body, status } : { content: body, status };
}

function present(body: JsonObject, { pretty: indented }: Presentation): string {
  const ordered = sorted(body);
  return indented ? pretty(ordered) : JSON.stringify(ordered);
}
