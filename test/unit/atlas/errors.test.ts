import assert from "node:assert/strict";
import { inspect } from "node:util";
import { AtlasError } from "../../../provider/atlas/errors/atlasError";
import {
  hasCode,
  isNotFound,
  isRetryable,
  isWorkspaceNotFound,
} from "../../../provider/atlas/errors/classify";
import { withCleanErrors } from "../../../provider/atlas/errors/cleanErrors";
import { NetworkError } from "../../../provider/atlas/errors/networkError";
import {
  AtlasApiError,
  errorFromResponse,
  UnexpectedResponseError,
} from "../../../provider/atlas/errors/responseErrors";
import { type HttpRequest, type HttpResponse, retryAfterMs } from "../../../provider/atlas/http";

const request: HttpRequest = {
  method: "PATCH",
  url: "https://cloud.mongodb.com/api/atlas/v2/groups/g/streams/w/connections/c",
  headers: { Authorization: "Digest credential-secret" },
  body: '{"password":"body-secret"}',
};

function answer(status: number, body: unknown, headers: HttpResponse["headers"] = {}): HttpResponse {
  return { status, headers, body: typeof body === "string" ? body : JSON.stringify(body) };
}

function apiError(status: number, body: unknown, headers?: HttpResponse["headers"]): AtlasApiError {
  const error = AtlasApiError.fromResponse(request, answer(status, body, headers));
  assert.ok(error);
  return error;
}

describe("errors", () => {
  it("have status, code, detail, hint, method and URL", () => {
    const body = {
      detail: "A Stream connection with the name c already exists.",
      error: 409,
      errorCode: "STREAM_CONNECTION_NAME_ALREADY_EXISTS",
      parameters: ["c"],
      reason: "Conflict",
    };
    const error = apiError(409, body, { "retry-after": "3" });
    assert.ok(error instanceof AtlasError && error instanceof Error);
    assert.deepEqual(
      [error.name, error.status, error.errorCode, error.detail, error.retryAfterMs, error.method, error.url],
      ["AtlasApiError", 409, body.errorCode, body.detail, 3000, request.method, request.url],
    );
    assert.match(error.hint ?? "", /adopt/);
    assert.equal(
      error.message,
      `409 STREAM_CONNECTION_NAME_ALREADY_EXISTS: ${body.detail} (${request.method} ${request.url})`,
    );
  });

  it("have no hint for a code with the name of an object's property", () => {
    for (const errorCode of ["constructor", "__proto__", "toString"])
      assert.equal(apiError(400, { errorCode, detail: "No." }).hint, undefined);
    assert.equal(new NetworkError(request, "constructor", "no").hint, undefined);
  });

  const bodies: Record<string, [unknown, string, string]> = {
    "no detail": [{ error: 400, errorCode: "X", reason: "Bad Request" }, "X", "Bad Request"],
    "a detail of null": [{ error: 400, errorCode: "X", detail: null, reason: "Bad" }, "X", "Bad"],
    "a detail that is not a text": [{ error: 400, errorCode: "X", detail: { a: 1 }, reason: 7 }, "X", ""],
    "no code": [{ error: 401, detail: "No." }, "", "No."],
    "an empty code": [{ error: 401, errorCode: "", detail: "No." }, "", "No."],
    "a code that is not a text": [{ error: 401, errorCode: 7, detail: "No." }, "", "No."],
    "only a detail": [{ detail: "No." }, "", "No."],
    "a detail of several lines": [
      { errorCode: "X", detail: " a\r\n\tb\u001b[31m\u0000c\u009b " },
      "X",
      "a b [31m c",
    ],
    "unknown fields": [{ errorCode: "X", detail: "d", new: [1], parameters: null }, "X", "d"],
  };
  for (const [name, [body, errorCode, detail]] of Object.entries(bodies)) {
    it(`are read from a body with ${name}`, () => {
      const error = apiError(400, body);
      assert.deepEqual([error.errorCode, error.detail], [errorCode, detail]);
      assert.ok(error.message.endsWith(`(${request.method} ${request.url})`));
      assert.ok(!error.message.includes("undefined") && !error.message.includes("null"));
    });
  }

  it("take a missing code from the header", () => {
    assert.equal(apiError(403, { detail: "d" }, { "x-error-code": "FROM_HEADER" }).errorCode, "FROM_HEADER");
    assert.equal(apiError(403, { detail: "d", errorCode: "" }, { "x-error-code": "H" }).errorCode, "H");
  });

  it("cut huge texts", () => {
    const huge = "x".repeat(1_000_000);
    const error = apiError(400, { errorCode: huge, detail: huge });
    assert.ok(error.detail.length <= 1001 && error.errorCode.length <= 101);
    assert.ok(error.message.length < 1500);
    const other = errorFromResponse(request, answer(502, huge, { "content-type": huge }));
    assert.ok(other.message.length < 500);
  });

  for (const body of [
    "",
    "<html>",
    "null",
    "[]",
    '"text"',
    "{}",
    '{"message":"Forbidden"}',
    '{"error":"x"}',
  ]) {
    it(`are not errors of Atlas when the body is ${JSON.stringify(body)}`, () => {
      assert.equal(AtlasApiError.fromResponse(request, answer(500, body)), undefined);
      assert.ok(errorFromResponse(request, answer(500, body)) instanceof UnexpectedResponseError);
    });
  }

  it("cut the huge text of a network error", () => {
    const { message } = new NetworkError(request, "ERR_TLS_CERT_ALTNAME_INVALID", "host, ".repeat(5_000));
    assert.ok(message.length < 2_000, String(message.length));
  });

  it("are cleaned in a response with any status from 300 on", async () => {
    const send = (status: number) =>
      withCleanErrors(
        async () => answer(status, { detail: "body-secret" }),
        () => "clean",
      )(request);
    const details = await Promise.all([299, 300, 404].map(async (status) => (await send(status)).body));
    assert.deepEqual(details, ['{"detail":"body-secret"}', '{"detail":"clean"}', '{"detail":"clean"}']);
  });

  it("read Retry-After in seconds and as a date only", () => {
    const now = Date.parse("2026-11-23T10:00:00Z");
    const of = (value?: string) =>
      retryAfterMs(answer(429, "", value === undefined ? {} : { "retry-after": value }), now);
    assert.equal(of("0"), 0);
    assert.equal(of("55"), 55_000);
    assert.equal(of("Mon, 23 Nov 2026 10:01:00 GMT"), 60_000);
    assert.equal(of("Mon, 23 Nov 2026 09:00:00 GMT"), 0);
    for (const value of [
      undefined,
      "",
      "-5",
      "soon",
      "1e9",
      "Infinity",
      "0x10",
      "9".repeat(40),
      "Mon, x GMT",
    ]) {
      assert.equal(of(value), undefined, value);
    }
    const html = errorFromResponse(request, answer(503, "<html>", { "retry-after": "9" }));
    assert.ok(html instanceof UnexpectedResponseError && html.retryAfterMs === 9000);
  });

  it("have the wait that a 429 names in its body, when there is no Retry-After", () => {
    const waitOf = (parameters: unknown, headers = {}, status = 429) => {
      const body = JSON.stringify({ error: status, errorCode: "RATE_LIMITED", parameters });
      return AtlasApiError.fromResponse(request, answer(status, body, headers))?.retryAfterMs;
    };
    assert.equal(waitOf(["/api/oauth/token", 10, 1]), 60_000);
    assert.equal(waitOf(["/api/oauth/token", 50, 5]), 300_000);
    assert.equal(waitOf(["/api/oauth/token", "10", "1"]), 60_000);
    assert.equal(waitOf(["/api/oauth/token", 10, 1], { "retry-after": "7" }), 7_000);
    assert.equal(waitOf(["api/atlas/v2/orgs", 55, 10, 5, 60]), 55_000);
    assert.equal(waitOf(["api/atlas/v2/orgs", 0, 10, 5, 60]), 0);
    for (const parameters of [
      undefined,
      null,
      [],
      ["p"],
      ["p", 10, 0],
      ["p", 10, -1],
      ["p", 10, 1e9],
      [1, 2, 3],
      "x",
    ])
      assert.equal(waitOf(parameters), undefined, JSON.stringify(parameters));
    assert.equal(waitOf(["/api/oauth/token", 10, 1], {}, 503), undefined);
  });

  it("have a hint about the outage after 502, 503 and similar, in JSON and in HTML", () => {
    for (const status of [502, 503, 504, 520, 522, 524])
      for (const error of [
        apiError(status, { detail: "d" }),
        errorFromResponse(request, answer(status, "<html>")),
      ]) {
        assert.match(error.hint ?? "", /status\.mongodb\.com.*mongodbatlas:maxRetryTime/);
        assert.doesNotMatch(error.hint ?? "", /baseUrl/);
      }
    for (const status of [500, 501, 505])
      assert.match(apiError(status, { detail: "d" }).hint ?? "", /fault of Atlas/, String(status));
  });

  it("have a hint of their own for an access list that the organization demands, and for changed credentials", () => {
    const demanded = apiError(403, { errorCode: "ORG_REQUIRES_ACCESS_LIST", detail: "d" });
    assert.match(demanded.hint ?? "", /organization accepts .* access list/);
    assert.match(apiError(401, { detail: "d" }).hint ?? "", /--run-program to pulumi refresh or destroy/);
  });

  it("are classified as not found and as retryable", () => {
    for (const [code, isGone] of [
      ["STREAM_CONNECTION_NOT_FOUND_FOR_NAME", isNotFound],
      ["STREAM_TENANT_NOT_FOUND_FOR_NAME", isWorkspaceNotFound],
    ] as const) {
      const error = apiError(404, { errorCode: code });
      assert.ok(isGone(error) && hasCode(error, code) && !isRetryable(error));
      assert.ok(!isGone(apiError(400, { errorCode: code })));
    }
    for (const isGone of [isNotFound, isWorkspaceNotFound])
      assert.ok(!isGone(apiError(404, { errorCode: "GROUP_NOT_FOUND" })));
    assert.ok(!isNotFound(apiError(404, { errorCode: "RESOURCE_NOT_FOUND" })));
    assert.ok(!isNotFound(errorFromResponse(request, answer(404, "<html>"))));
    assert.ok(!isNotFound(new Error("404")));
    for (const status of [429, 500, 502, 503, 504]) {
      assert.ok(isRetryable(apiError(status, { detail: "d" })));
      assert.ok(isRetryable(errorFromResponse(request, answer(status, "<html>"))));
    }
    for (const status of [400, 401, 403, 404, 409, 501]) {
      assert.ok(!isRetryable(apiError(status, { detail: "d" })));
    }
    assert.ok(!isRetryable(errorFromResponse(request, answer(302, ""))));
    for (const code of [
      "ECONNRESET",
      "ECONNREFUSED",
      "ENOTFOUND",
      "EAI_AGAIN",
      "ETIMEDOUT",
      "EPIPE",
      "EPROTO",
    ]) {
      assert.ok(isRetryable(new NetworkError(request, code, "p")), code);
    }
    for (const code of [
      "ERR_TOO_LARGE",
      "ERR_INVALID_URL",
      "DEPTH_ZERO_SELF_SIGNED_CERT",
      "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
      "CERT_HAS_EXPIRED",
      "ERR_TLS_CERT_ALTNAME_INVALID",
    ]) {
      const error = new NetworkError(request, code, "p");
      assert.ok(!isRetryable(error), code);
      assert.ok(code === "ERR_TOO_LARGE" || error.hint, `${code} has a hint`);
    }
    assert.ok(!isRetryable(new Error("x")) && !isRetryable(undefined));
  });

  it("keep only method and URL of the request", () => {
    const all = [
      apiError(500, { errorCode: "UNEXPECTED_ERROR", detail: "d" }),
      errorFromResponse(request, answer(200, '{"password":"answer-secret"}')),
      new UnexpectedResponseError(request, answer(200, '{"password":"answer-secret"}'), "otherJson"),
      new NetworkError(request, "ECONNRESET", "p", new Error("below")),
    ];
    for (const error of all) {
      const shown = [
        inspect(error, { depth: 20, showHidden: true }),
        JSON.stringify(error),
        error.stack,
      ].join();
      assert.doesNotMatch(shown, /credential-secret|body-secret|answer-secret|Digest/);
      assert.deepEqual(
        Object.keys(error).filter((key) =>
          ["request", "response", "config", "headers", "body"].includes(key),
        ),
        [],
      );
    }
  });
});
