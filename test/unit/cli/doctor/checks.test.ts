import assert from "node:assert/strict";
import { NetworkError } from "../../../../provider/atlas/errors/networkError";
import { AtlasApiError, errorFromResponse } from "../../../../provider/atlas/errors/responseErrors";
import type { HttpResponse } from "../../../../provider/atlas/http";
import {
  accessListCheck,
  type Check,
  clockCheck,
  credentialsCheck,
  type Outcome,
  rateLimitCheck,
  readChecks,
  serverCheck,
} from "../../../../provider/cli/doctor/checks";

const request = {
  method: "GET",
  url: "https://atlas.customer.net/api/atlas/v2/groups/p/streams/shop",
} as const;
const now = Date.UTC(2026, 10, 30);

function answer(status: number, errorCode = "", headers: HttpResponse["headers"] = {}): Outcome {
  const body = status < 300 ? "{}" : JSON.stringify({ error: status, errorCode, detail: "Shown to shop" });
  const response = { status, headers: { date: new Date(now).toUTCString(), ...headers }, body };
  const error = status < 300 ? undefined : errorFromResponse(request, response);
  return { response, json: {}, error, sentAt: now, answeredAt: now } as Outcome;
}

const page: Outcome = {
  ...answer(502),
  error: errorFromResponse(request, { status: 502, headers: { "content-type": "text/html" }, body: "<p>" }),
} as Outcome;
const noNetwork: Outcome = {
  error: new NetworkError(request, "ENOTFOUND", "getaddrinfo atlas.customer.net"),
};
const noToken: Outcome = {
  error: new AtlasApiError({ method: "POST", url: "https://x/api/oauth/token" }, 401, "invalid_client", "no"),
};

const checksOf = (outcome: Outcome): Record<string, Check> => {
  const missing =
    outcome.response?.status === 200 ? answer(404, "STREAM_CONNECTION_NOT_FOUND_FOR_NAME") : outcome;
  const all = [
    serverCheck(outcome, "a host", "without a proxy"),
    credentialsCheck(outcome, "an API key"),
    accessListCheck(outcome),
    ...readChecks(outcome, missing),
  ];
  return Object.fromEntries(all.map((check) => [check.name, check]));
};

const names = ["server", "credentials", "access list", "project", "workspace"] as const;
const rows: [title: string, outcome: Outcome, results: string, cure?: RegExp][] = [
  ["a list", answer(200), "ok ok ok ok ok"],
  ["wrong credentials", answer(401, "UNEXPECTED_ERROR"), "ok failed unknown unknown unknown", /credentials/],
  ["a 401 without a code", answer(401), "ok failed unknown unknown unknown", /credentials/],
  ["a refused token request", noToken, "ok failed unknown unknown unknown", /credentials/],
  ["another project", answer(401, "USER_CANNOT_ACCESS_GROUP"), "ok ok ok failed unknown", /projectId/],
  ["no project", answer(404, "GROUP_NOT_FOUND"), "ok ok ok failed unknown", /projectId/],
  ["no workspace", answer(404, "STREAM_TENANT_NOT_FOUND_FOR_NAME"), "ok ok ok ok failed", /workspaceName/],
  [
    "an address that is not listed",
    answer(403, "IP_ADDRESS_NOT_ON_ACCESS_LIST"),
    "ok unknown failed unknown unknown",
    /access list/,
  ],
  [
    "an organization that demands a list",
    answer(403, "ORG_REQUIRES_ACCESS_LIST"),
    "ok unknown failed unknown unknown",
    /access list/,
  ],
  ["a missing role", answer(403, "FORBIDDEN"), "ok ok ok unknown unknown"],
  ["too many requests", answer(429, "RATE_LIMITED"), "ok unknown unknown unknown unknown"],
  ["a fault of Atlas", answer(500, "UNEXPECTED_ERROR"), "ok unknown unknown unknown unknown"],
  ["a page of a proxy", page, "failed unknown unknown unknown unknown"],
  ["no network", noNetwork, "failed unknown unknown unknown unknown"],
];

describe("the doctor's checks", () => {
  for (const [title, outcome, results, cure] of rows)
    it(`of ${title}: ${results}`, () => {
      const checks = checksOf(outcome);
      assert.equal(names.map((name) => checks[name]?.result).join(" "), results);
      const failures = Object.values(checks).filter(({ result }) => result === "failed");
      for (const failure of failures) assert.ok(failure.cure, failure.name);
      if (cure) assert.match(failures[0]?.cure ?? "", cure);
      assert.doesNotMatch(JSON.stringify(checks), /customer|shop/);
    });

  it("name a role that is missing, and not when another check explains it", () => {
    const role = "role to list connections";
    assert.equal(checksOf(answer(403, "FORBIDDEN"))[role]?.result, "failed");
    assert.match(checksOf(answer(403, "FORBIDDEN"))[role]?.cure ?? "", /Project Stream Processing Manager/);
    assert.equal(checksOf(answer(403, "ORG_REQUIRES_ACCESS_LIST"))[role]?.result, "unknown");
    assert.deepEqual(checksOf(answer(404, "GROUP_NOT_FOUND"))[role], {
      name: role,
      result: "unknown",
      text: "an earlier check has failed",
    });
  });

  it("show the figures of the rate limit, and fail for a 429", () => {
    const figures = { "ratelimit-limit": "1200", "ratelimit-remaining": "17" };
    assert.equal(rateLimitCheck(answer(200, "", figures)).text, "17 of 1200 requests are left");
    assert.equal(rateLimitCheck(answer(200)).result, "unknown");
    assert.equal(rateLimitCheck(noNetwork).text, "no answer: ENOTFOUND");
    assert.equal(rateLimitCheck(answer(200, "", { ...figures, "ratelimit-limit": "a" })).result, "unknown");
    assert.equal(rateLimitCheck(answer(429, "RATE_LIMITED")).result, "failed");
  });

  it("compare the clocks, and fail beyond five minutes", () => {
    const at = (ms: number) =>
      clockCheck({ ...answer(200), sentAt: now + ms, answeredAt: now + ms } as Outcome);
    assert.deepEqual([at(500).result, at(500).text], ["ok", "it agrees with Atlas' clock"]);
    assert.deepEqual([at(-61_000).result, at(-61_000).text], ["ok", "62 s behind Atlas' clock"]);
    assert.deepEqual([at(301_000).result, at(301_000).text], ["failed", "301 s ahead of Atlas' clock"]);
    assert.match(at(301_000).cure ?? "", /NTP/);
    assert.equal(clockCheck(answer(200, "", { date: undefined })).result, "unknown");
    assert.deepEqual(clockCheck(noNetwork), {
      name: "clock",
      result: "unknown",
      text: "no answer: ENOTFOUND",
    });
  });
});
