import assert from "node:assert/strict";
import { RateLimiter } from "../../../atlas-local/rateLimit";
import { errorFromResponse } from "../../../provider/atlas/errors/responseErrors";
import type { Exchange, HttpRequest, HttpResponse } from "../../../provider/atlas/http";
import { rateLimited } from "../../../provider/atlas/rateLimit";
import { retrying } from "../../../provider/atlas/retry";
import { VirtualClock } from "../../support/virtualClock";

const request = (project = "1"): HttpRequest => ({
  method: "GET",
  url: `https://example.com/api/atlas/v2/groups/${project}/streams/shop/connections`,
});

const headers = (limit: number, remaining: number) => ({
  "ratelimit-limit": String(limit),
  "ratelimit-remaining": String(remaining),
});
const ok = (remaining?: number): HttpResponse => ({
  status: 200,
  headers: remaining === undefined ? {} : headers(1_200, remaining),
  body: "{}",
});

function lowerCase(headers: Record<string, string>): HttpResponse["headers"] {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

describe("rate limit", () => {
  let clock: VirtualClock;
  let lines: string[];
  let sentAt: number[];
  const start = () => {
    clock = new VirtualClock();
    lines = [];
    sentAt = [];
  };
  beforeEach(start);

  /** Sends to a server that responds immediately. */
  function through(answer: (count: number) => HttpResponse) {
    const begin = clock.now();
    return rateLimited(
      async () => {
        sentAt.push(clock.now() - begin);
        return answer(sentAt.length);
      },
      clock,
      (line) => lines.push(line),
    );
  }

  const all = (send: (request: HttpRequest) => Promise<unknown>, count: number) =>
    Promise.all(Array.from({ length: count }, () => send(request())));

  it("does not delay requests while there are tokens", async () => {
    await all(
      through((count) => ok(1_200 - count)),
      1_000,
    );
    assert.ok(sentAt.every((at) => at === 0));
  });

  it("does not delay requests to a server without a limit", async () => {
    await all(
      through(() => ok()),
      1_000,
    );
    assert.ok(sentAt.every((at) => at === 0));
  });

  it("does not delay requests to a server whose limit is 0", async () => {
    await all(
      through(() => ({ status: 200, headers: headers(0, 0), body: "{}" })),
      100,
    );
    assert.ok(sentAt.every((at) => at === 0));
  });

  it("sends 500 requests a minute when the bucket is empty, or as many as a 429 names", async () => {
    const send = through(() => ok(0));
    await send(request());
    await all(send, 10);
    assert.ok((sentAt.at(-1) ?? 0) >= 1_200, String(sentAt));
    assert.ok((sentAt.at(-1) ?? 0) <= 1_320, String(sentAt));

    start();
    const slow = through((count) =>
      count > 1
        ? ok(0)
        : {
            status: 429,
            headers: { ...headers(10, 0), "retry-after": "0" },
            body: JSON.stringify({ parameters: ["path", 0, 10, 5, 60] }),
          },
    );
    await slow(request());
    await all(slow, 3);
    // One token each 12 s; the refusal has halved our share.
    const between = sentAt.slice(1).map((at, index) => (at - (sentAt[index] ?? 0)) / 1_000);
    assert.ok(
      between.every((seconds) => seconds >= 12 && seconds < 25),
      String(between),
    );
  });

  it("waits as long as a 429 says, with all requests of the project; each project has its own bucket", async () => {
    const send = through((count) =>
      count > 1 ? ok(500) : { status: 429, headers: { ...headers(1_200, 0), "retry-after": "55" }, body: "" },
    );
    await send(request());
    await Promise.all([all(send, 20), send(request("2"))]);
    assert.equal(sentAt.length, 22);
    assert.equal(sentAt[1], 0);
    assert.ok(
      sentAt.slice(2).every((at) => at === 56_000),
      String(sentAt),
    );
    assert.match(
      lines[0] ?? "",
      /^Atlas' rate limit is used up and allows 500 requests a minute; \d+ requests wait, the next one for 56 s$/,
    );
    assert.ok(lines.length <= 3, lines.join("\n"));
  });

  it("follows the limits in responses: tokens that others use, and early refills", async () => {
    let remaining = 100;
    const send = through(() => ok(remaining));
    await send(request());
    remaining = 0;
    await send(request());
    remaining = 1_000;
    await all(send, 50);
    // One wait for one token; its response releases all others.
    assert.ok((sentAt.at(-1) ?? 0) <= 240, String(sentAt));
  });

  it("starts with eight concurrent requests, because the bucket may be empty", async () => {
    let begun = 0;
    const send = rateLimited(
      async () => {
        begun++;
        await clock.sleep(50);
        return ok(1_000);
      },
      clock,
      () => {},
    );
    const everything = all(send, 64);
    await Promise.resolve();
    assert.equal(begun, 8);
    await everything;
    assert.equal(begun, 64);
  });

  it("does not delay requests when requests get no response", async () => {
    let begun = 0;
    const send = rateLimited(
      async () => {
        begun++;
        await clock.sleep(60_000);
        throw new Error("no answer");
      },
      clock,
      () => {},
    );
    const start = clock.now();
    await Promise.allSettled(Array.from({ length: 64 }, () => send(request())));
    assert.equal(begun, 64);
    assert.equal(clock.now() - start, 120_000);
  });

  for (const style of ["continuous", "interval"] as const) {
    for (const [processes, parallel] of [
      [2, 8],
      [3, 16],
      [4, 32],
    ] as const) {
      it(`has no failure with ${processes} processes of ${parallel} requests each on one bucket (${style})`, async () => {
        const bucket = new RateLimiter(clock.now, true, { style });
        const start = clock.now();
        let [sent, refused] = [0, 0];
        const server = async (): Promise<HttpResponse> => {
          sent++;
          await clock.sleep(50);
          try {
            return { status: 200, headers: lowerCase(bucket.take("1", "path")), body: "{}" };
          } catch (error) {
            refused++;
            const { headers = {} } = error as { headers?: Record<string, string> };
            return { status: 429, headers: lowerCase(headers), body: '{"errorCode":"RATE_LIMITED"}' };
          }
        };
        const total = 3_000;
        await Promise.all(
          Array.from({ length: processes }, async () => {
            const rateLimitedServer = rateLimited(server, clock, () => {});
            const judged: Exchange = async (sentRequest) => {
              const response = await rateLimitedServer(sentRequest);
              if (response.status === 429) throw errorFromResponse(sentRequest, response);
              return response;
            };
            const send = retrying({ clock, log: () => {}, maxAttempts: 8, maxTimeMs: 180_000 })(judged);
            let left = total / processes;
            const slot = async () => {
              while (left-- > 0) await send(request());
            };
            await Promise.all(Array.from({ length: parallel }, slot));
          }),
        );
        const minimumMs = ((total - 1_200) / 500) * 60_000;
        const grantedMs = style === "interval" ? Math.ceil(minimumMs / 60_000) * 60_000 : minimumMs;
        assert.ok(refused <= sent / 5, `${refused} of ${sent}`);
        // The last request may return from its longest wait after all others are done.
        const longestMs = grantedMs * 1.1 + 30_000;
        assert.ok(clock.now() - start <= longestMs, `${clock.now() - start} ms of ${grantedMs}`);
      });
    }
  }

  it("continues after requests without a response", async () => {
    let fails = true;
    const send = rateLimited(
      async () => {
        if (fails) throw new Error("no answer");
        return ok(1_000);
      },
      clock,
      () => {},
    );
    await Promise.allSettled(Array.from({ length: 20 }, () => send(request())));
    fails = false;
    await all(send, 20);
  });

  it("does not hang when a response has an impossible limit", async () => {
    const send = through((count) =>
      count > 1 ? ok(1_000) : { status: 429, headers: { "retry-after": "99999999" }, body: "" },
    );
    await send(request());
    await send(request());
    assert.equal(sentAt[1], 300_000);
    assert.ok(lines.length >= 9, lines.join("\n"));
  });
});
