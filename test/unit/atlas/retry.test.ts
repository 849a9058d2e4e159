import assert from "node:assert/strict";
import type { AtlasError } from "../../../provider/atlas/errors/atlasError";
import { mayHaveReachedAtlas } from "../../../provider/atlas/errors/classify";
import { NetworkError } from "../../../provider/atlas/errors/networkError";
import { AtlasApiError, errorFromResponse } from "../../../provider/atlas/errors/responseErrors";
import type { HttpRequest, HttpResponse } from "../../../provider/atlas/http";
import { type RetryLimits, retrying } from "../../../provider/atlas/retry";
import { VirtualClock } from "../../support/virtualClock";

const url = "https://cloud.example/api/atlas/v2/groups/p/streams/w/connections";
const request = (method: HttpRequest["method"]): HttpRequest => ({ method, url });
const ok: HttpResponse = { status: 200, headers: {}, body: "{}" };
const refusal = (status: number, headers = {}) => ({
  status,
  headers,
  body: JSON.stringify({ error: status, errorCode: "SOME_CODE" }),
});
const page = (status: number) => ({ status, headers: { "content-type": "text/html" }, body: "<html>" });

interface AttemptOptions extends Partial<RetryLimits> {
  /** Number of attempts that fail. Default: all. */
  failures?: number;
  /** Duration of each failure, in milliseconds. */
  takesMs?: number;
  /** Wait for the rate limit before each attempt, in milliseconds. */
  turnMs?: number;
}

/** Sends one request with retry. Waits take virtual time. */
async function attempt(
  method: HttpRequest["method"],
  fails: (sent: HttpRequest) => AtlasError,
  { failures = Number.POSITIVE_INFINITY, takesMs = 0, turnMs = 0, ...limits }: AttemptOptions = {},
) {
  const clock = new VirtualClock();
  const lines: string[] = [];
  const seen: (number | undefined)[] = [];
  const policy = retrying({
    maxAttempts: 8,
    maxTimeMs: 180_000,
    ...limits,
    clock,
    log: (line) => lines.push(line),
  });
  const send = policy(async (sent) => {
    seen.push(sent.attempt);
    await clock.pass(turnMs);
    sent.onDequeue?.();
    await clock.pass(takesMs);
    if (seen.length <= failures) throw fails(sent);
    return ok;
  });
  const outcome = await send(request(method)).then(
    () => undefined,
    (error: AtlasError) => error,
  );
  return { error: outcome, attempts: seen.length, seen, waits: clock.sleeps, lines, elapsed: clock.elapsed };
}

const network = (code: string) => (sent: HttpRequest) => new NetworkError(sent, code, "no");
const answer = (response: HttpResponse) => (sent: HttpRequest) => errorFromResponse(sent, response);

describe("retry", () => {
  const passing: Record<string, (sent: HttpRequest) => AtlasError> = {
    "429": answer(refusal(429)),
    "429 in HTML": answer(page(429)),
    "408": answer(refusal(408)),
    ...Object.fromEntries([500, 502, 503, 504, 520].map((status) => [status, answer(refusal(status))])),
    ...Object.fromEntries([500, 502, 503, 504].map((status) => [`${status} in HTML`, answer(page(status))])),
    ...Object.fromEntries(
      [
        "ECONNREFUSED",
        "EHOSTUNREACH",
        "ENETUNREACH",
        "ECONNRESET",
        "EPIPE",
        "EAI_AGAIN",
        "ENOTFOUND",
        "ETIMEDOUT",
        "EPROTO",
      ].map((code) => [code, network(code)]),
    ),
  };
  /** After these failures, Atlas has surely not carried out a POST. */
  const harmless = [
    "429",
    "429 in HTML",
    "ECONNREFUSED",
    "EHOSTUNREACH",
    "ENETUNREACH",
    "EAI_AGAIN",
    "ENOTFOUND",
  ];

  for (const [title, fails] of Object.entries(passing)) {
    for (const method of ["GET", "PATCH", "DELETE"] as const) {
      it(`retries ${method} after ${title}`, async () => {
        const { error, seen } = await attempt(method, fails, { failures: 2 });
        assert.equal(error, undefined);
        assert.deepEqual(seen, [1, 2, 3]);
      });
    }
    if (harmless.includes(title)) {
      it(`retries POST after ${title}`, async () => {
        const { error, attempts } = await attempt("POST", fails, { failures: 2 });
        assert.equal(error, undefined);
        assert.equal(attempts, 3);
      });
    } else {
      it(`does not retry POST after ${title}, because Atlas may have carried it out`, async () => {
        const { error, attempts } = await attempt("POST", fails);
        assert.ok(mayHaveReachedAtlas(request("POST"), error));
        assert.equal(attempts, 1);
        assert.doesNotMatch(String(error?.message), /attempts/);
      });
    }
  }

  it("retries POST when the request for a challenge or a token failed", async () => {
    const others = [
      { method: "GET", url },
      { method: "POST", url: "https://cloud.example/api/oauth/token" },
    ] as const;
    for (const other of others) {
      const { error, attempts } = await attempt("POST", () => new NetworkError(other, "ECONNRESET", "no"), {
        failures: 1,
      });
      assert.equal(error, undefined);
      assert.equal(attempts, 2);
    }
  });

  it("does not retry refusals and permanent failures", async () => {
    const lasting = [
      ...[302, 400, 401, 403, 404, 406, 409, 501].map((status) => answer(refusal(status))),
      answer(page(404)),
      ...["ERR_TOO_LARGE", "ERR_INVALID_URL", "CERT_HAS_EXPIRED", "SELF_SIGNED_CERT_IN_CHAIN"].map(network),
    ];
    for (const fails of lasting) {
      for (const method of ["GET", "POST", "PATCH", "DELETE"] as const) {
        assert.equal((await attempt(method, fails)).attempts, 1);
      }
    }
  });

  it("waits longer after each attempt, with jitter", async () => {
    const runs = await Promise.all(Array.from({ length: 50 }, () => attempt("GET", answer(refusal(503)))));
    const mean = (index: number) => runs.reduce((sum, { waits }) => sum + (waits[index] ?? 0), 0) / 50;
    assert.ok(runs.every(({ waits }) => waits.every((ms) => ms > 0 && ms <= 30_000)));
    assert.ok(mean(0) < 2_000 && mean(3) > mean(0) && mean(6) > mean(3), `${[0, 3, 6].map(mean)}`);
    assert.equal(new Set(runs.map(({ waits }) => waits[0])).size > 40, true);
  });

  it("uses Retry-After as the minimum, also when it is 0", async () => {
    const after = (seconds: string) => answer(refusal(429, { "retry-after": seconds }));
    for (const [seconds, least] of [
      ["0", 1],
      ["7", 7_000],
      ["55", 55_000],
    ] as const) {
      const { waits } = await attempt("GET", after(seconds), { failures: 1 });
      assert.ok((waits[0] ?? 0) > least && (waits[0] ?? 0) < least + 30_000, String(waits));
    }
  });

  it("adds the number of attempts and the time to the error", async () => {
    const { error, attempts, elapsed } = await attempt("GET", answer(refusal(503)));
    assert.equal(attempts, 8);
    assert.ok(error instanceof AtlasApiError);
    assert.equal(error.status, 503);
    assert.equal(error.attempts, 8);
    const seconds = Math.round(elapsed / 1000);
    assert.ok(error.message.endsWith(`(GET ${url}), the last of 8 attempts in ${seconds} s`), error.message);
  });

  it("ends after its maximum time, and starts no wait that would exceed it", async () => {
    const { attempts, elapsed } = await attempt("GET", network("ETIMEDOUT"), { takesMs: 60_000 });
    // The third attempt ends after 180 s and the waits before it.
    assert.equal(attempts, 3);
    assert.ok(elapsed < 180_000 + 60_000, String(elapsed));
  });

  it("does not count Retry-After, but ends when it exceeds the maximum time", async () => {
    const waitFor = (seconds: string) => answer(refusal(429, { "retry-after": seconds }));
    const { attempts, elapsed } = await attempt("GET", waitFor("55"));
    assert.equal(attempts, 8);
    assert.ok(elapsed > 7 * 55_000);
    const hopeless = await attempt("GET", waitFor("181"));
    assert.deepEqual([hopeless.attempts, hopeless.waits], [1, []]);
  });

  it("waits for a Retry-After of just the maximum time", async () => {
    const wait = answer(refusal(429, { "retry-after": "180" }));
    const { error, attempts } = await attempt("GET", wait, { failures: 1 });
    assert.deepEqual([error, attempts], [undefined, 2]);
  });

  it("ends although Atlas always asks for a wait, also without a limit of attempts", async () => {
    const waitFor = (seconds: number) => answer(refusal(429, { "retry-after": String(seconds) }));
    const minutes = async (seconds: number) => {
      const limits = { maxAttempts: Number.POSITIVE_INFINITY };
      return (await attempt("GET", waitFor(seconds), limits)).elapsed / 60_000;
    };
    // Four times the maximum time for the requested waits, and once for the others.
    for (const seconds of [0, 1, 30, 60, 179, 180])
      assert.ok((await minutes(seconds)) <= 5 * 3, String(seconds));
    assert.ok((await minutes(0)) >= 2.9);
  });

  it("makes its last attempt when the time is over, so that a failure a little shorter is survived", async () => {
    for (let run = 0; run < 20; run++) {
      const { elapsed, attempts, error } = await attempt("GET", answer(refusal(503)), {
        maxAttempts: Number.POSITIVE_INFINITY,
      });
      assert.ok(elapsed >= 180_000 && elapsed < 180_100, String(elapsed));
      assert.equal(error?.attempts, attempts);
    }
  });

  it("shows no maximum in its line when there is none", async () => {
    const options = { failures: 1, maxAttempts: Number.POSITIVE_INFINITY };
    const { lines } = await attempt("GET", answer(refusal(429, { "retry-after": "20" })), options);
    assert.match(lines[0] ?? "", /trying again in 2\d s \(attempt 1\)$/);
  });

  it("does not count the waits for the rate limit", async () => {
    const options = { turnMs: 200_000, maxAttempts: 3, maxTimeMs: 30_000 };
    const { error, attempts } = await attempt("GET", network("ECONNRESET"), options);
    assert.equal(attempts, 3);
    assert.match(error?.message ?? "", /the last of 3 attempts in 60\d s/);
  });

  it("respects its limits", async () => {
    assert.equal((await attempt("GET", network("ECONNRESET"), { maxAttempts: 1 })).attempts, 1);
    assert.equal((await attempt("GET", network("ECONNRESET"), { maxAttempts: 3 })).attempts, 3);
    assert.equal((await attempt("GET", network("ECONNRESET"), { maxTimeMs: 0 })).attempts, 1);
  });

  it("has three attempts for an unknown host, and all attempts for a failure of the resolver", async () => {
    assert.equal((await attempt("GET", network("ENOTFOUND"))).attempts, 3);
    assert.equal((await attempt("GET", network("ENOTFOUND"), { maxAttempts: 2 })).attempts, 2);
    assert.equal((await attempt("GET", network("EAI_AGAIN"))).attempts, 8);
  });

  it("logs long waits only, with reason, request and duration", async () => {
    const { lines } = await attempt("PATCH", answer(refusal(429, { "retry-after": "20" })), { failures: 1 });
    assert.equal(lines.length, 1);
    assert.match(
      lines[0] ?? "",
      /^Atlas answers 429 SOME_CODE for PATCH \/api\/atlas\/v2\/groups\/p\/streams\/w\/connections; trying again in 2\d s \(attempt 1 of 8\)$/,
    );
    const short = await attempt("PATCH", network("ECONNRESET"), { failures: 1 });
    assert.deepEqual(short.lines, []);
  });

  it("adds the attempts once to an error that several requests share", async () => {
    const shared = new NetworkError(request("GET"), "ECONNRESET", "no");
    await attempt("GET", () => shared, { maxAttempts: 2 });
    await attempt("GET", () => shared, { maxAttempts: 2 });
    assert.equal(shared.message.match(/attempts/g)?.length, 1);
  });

  it("rethrows other errors", async () => {
    const clock = new VirtualClock();
    const policy = retrying({ maxAttempts: 8, maxTimeMs: 1000, clock, log: () => {} });
    await assert.rejects(policy(() => Promise.reject(new RangeError("ours")))(request("GET")), RangeError);
    assert.deepEqual(clock.sleeps, []);
  });
});
