import assert from "node:assert/strict";
import type { HttpRequest, HttpResponse } from "../../../provider/atlas/http";
import { paced } from "../../../provider/atlas/rateLimit";
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

describe("the pace of requests", () => {
  let clock: VirtualClock;
  let lines: string[];
  let sentAt: number[];
  const start = () => {
    clock = new VirtualClock();
    lines = [];
    sentAt = [];
  };
  beforeEach(start);

  /** Sends through a server that answers at once. */
  function through(answer: (count: number) => HttpResponse) {
    const begin = clock.now();
    return paced(
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

  it("is not held back while there are tokens", async () => {
    await all(
      through((count) => ok(1_200 - count)),
      1_000,
    );
    assert.ok(sentAt.every((at) => at === 0));
  });

  it("is not held back by a server that tells of no limit", async () => {
    await all(
      through(() => ok()),
      1_000,
    );
    assert.ok(sentAt.every((at) => at === 0));
  });

  it("is that of 500 a minute once the bucket is empty, unless a refusal tells another one", async () => {
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
    // A token each 12 s.
    assert.deepEqual(
      sentAt.map((at) => Math.round(at / 1_000)),
      [0, 12, 24, 36],
    );
  });

  it("waits as long as a refusal says, and lets nobody else run into it; each project has a bucket of its own", async () => {
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
      /^Atlas' rate limit is used up, and 500 requests a minute come back; \d+ wait, the next one for 56 s$/,
    );
    assert.ok(lines.length <= 3, lines.join("\n"));
  });

  it("follows what other programs take and what comes back early", async () => {
    let remaining = 100;
    const send = through(() => ok(remaining));
    await send(request());
    remaining = 0;
    await send(request());
    remaining = 1_000;
    await all(send, 50);
    // One wait for one token; its answer sets all others free.
    assert.ok((sentAt.at(-1) ?? 0) <= 240, String(sentAt));
  });

  it("begins with eight together, since the bucket may be empty", async () => {
    let begun = 0;
    const send = paced(
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

  it("goes on after requests without an answer", async () => {
    let fails = true;
    const send = paced(
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

  it("does not hang because of a figure that cannot be", async () => {
    const send = through((count) =>
      count > 1 ? ok(1_000) : { status: 429, headers: { "retry-after": "99999999" }, body: "" },
    );
    await send(request());
    await send(request());
    assert.equal(sentAt[1], 300_000);
    assert.ok(lines.length >= 9, lines.join("\n"));
  });
});
