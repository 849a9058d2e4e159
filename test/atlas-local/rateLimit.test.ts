import assert from "node:assert/strict";
import { type LocalAtlas, type RateLimitOptions, startLocalAtlas } from "../../atlas-local";
import { clientOf, pathOf, projectId } from "./support/client";

describe("local Atlas: rate limit", () => {
  let atlas: LocalAtlas;
  let now = 0;

  const start = async (rateLimit: boolean | RateLimitOptions) => {
    now = 1_000_000;
    atlas = await startLocalAtlas({ rateLimit, clock: () => now });
    return clientOf(atlas);
  };
  afterEach(() => atlas.close());

  it("refuses requests beyond the bucket with the service's error until the period ends", async () => {
    const { list } = await start({ capacity: 2, refill: 1, periodSeconds: 60 });
    assert.equal((await list()).headers["ratelimit-remaining"], "1");
    assert.equal((await list()).headers["ratelimit-remaining"], "0");
    now += 4_500;
    const refused = await list();
    assert.equal(refused.status, 429);
    assert.equal(refused.headers["retry-after"], "55");
    assert.equal(refused.headers["ratelimit-limit"], "2");
    assert.equal(refused.headers["ratelimit-remaining"], "0");
    const path = pathOf().slice(1);
    assert.deepEqual(refused.json, {
      detail: `Rate limit exceeded for ${path}. Please retry after 55 seconds. Request capacity: 2. Refill rate: 1 per 60 seconds. For more information, see: http://dochub.mongodb.org/core/atlas-api-rate-limit.`,
      error: 429,
      errorCode: "RATE_LIMITED_TOKEN_BUCKET",
      parameters: [path, 55, 2, 1, 60],
      reason: "Too Many Requests",
    });
    now += 55_000;
    assert.equal((await list()).headers["retry-after"], "0");
    now += 500;
    assert.equal((await list()).status, 200);
    assert.equal((await list()).status, 429);
  });

  it("has one bucket per project", async () => {
    const { list, call } = await start({ capacity: 1 });
    await list();
    assert.equal((await list()).status, 429);
    assert.equal((await call("GET", pathOf(undefined, "shop", "1".repeat(24)))).status, 200);
    assert.equal((await call("GET", pathOf(undefined, "other", projectId))).status, 429);
  });

  it("refills continuously, and faster than the clock, if configured", async () => {
    const { list } = await start({
      capacity: 1,
      refill: 6,
      periodSeconds: 60,
      style: "continuous",
      speed: 10,
    });
    await list();
    assert.equal((await list()).headers["retry-after"], "1");
    now += 1_000;
    assert.equal((await list()).status, 200);
  });

  it("only counts by default, and never below zero", async () => {
    const { list } = await start(false);
    for (let count = 0; count < 1_210; count++) await list();
    const { status, headers } = await list();
    assert.deepEqual([status, headers["ratelimit-remaining"]], [200, "0"]);
  });

  it("takes no token for a challenge", async () => {
    const { list, call } = await start(true);
    await call("GET", pathOf(), undefined, { headers: { Authorization: "Bearer wrong" } });
    assert.equal((await list()).headers["ratelimit-remaining"], "1199");
  });
});
