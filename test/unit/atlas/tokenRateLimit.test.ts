import assert from "node:assert/strict";
import { defaultServiceAccount, startLocalAtlas } from "../../../atlas-local";
import { projectId, workspaceName } from "../../support/examples";
import { runtimeFor } from "../../support/runtime";
import { VirtualClock } from "../../support/virtualClock";

const minute = 60_000;
const workspace = { projectId, workspaceName };

/** Provider processes that share a service account and a virtual clock, with ten tokens a minute. */
async function processes(count: number, environment = {}) {
  const clock = new VirtualClock();
  const atlas = await startLocalAtlas({ clock: clock.now, rateLimit: { tokenRequests: 10 } });
  const { clientId, clientSecret } = defaultServiceAccount;
  const serviceAccount = {
    MONGODB_ATLAS_BASE_URL: atlas.url,
    MONGODB_ATLAS_CLIENT_ID: clientId,
    MONGODB_ATLAS_CLIENT_SECRET: clientSecret,
  };
  const lines: string[] = [];
  try {
    const results = await Promise.allSettled(
      Array.from({ length: count }, () => {
        const options = { environment, clock, lines };
        const { client } = runtimeFor({ environment: serviceAccount }, undefined, options).runtime;
        // Several requests of a process wait for one token.
        return Promise.all([
          client.list(workspace, 1),
          client.create(workspace, { name: "a", type: "Sample" }),
        ]);
      }).map((work) => work.catch((error) => (error.status === 409 ? [] : Promise.reject(error)))),
    );
    const errors = results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
    const refused = atlas.requests.filter(({ status }) => status === 429).length;
    return { errors, lines, refused, elapsed: clock.elapsed };
  } finally {
    await atlas.close();
  }
}

describe("the limit of the token endpoint", () => {
  it("delays two of twelve processes by a minute, and fails none", async () => {
    const { errors, refused, elapsed, lines } = await processes(12);
    assert.deepEqual(errors, []);
    assert.equal(refused, 2);
    assert.ok(elapsed >= minute && elapsed < minute + 3_000, String(elapsed));
    assert.match(
      lines[0] ?? "",
      /^Atlas answers 429 RATE_LIMITED for POST \/api\/oauth\/token; trying again in 6\d s/,
    );
  });

  it("delays thirty processes by at most a few minutes", async () => {
    const { errors, elapsed } = await processes(30);
    assert.deepEqual(errors, []);
    assert.ok(elapsed < 4 * minute, String(elapsed));
  });

  it("has its own hint when the wait exceeds the maximum time", async () => {
    const { errors, elapsed } = await processes(12, { MONGODB_ATLAS_MAX_RETRY_TIME: "30s" });
    assert.equal(errors.length, 2);
    for (const error of errors) {
      assert.match(error.message, /^429 RATE_LIMITED: .*\/api\/oauth\/token/);
      assert.match(error.hint, /access tokens.*run fewer commands at once.*maxRetryTime/);
    }
    assert.equal(elapsed, 0);
  });
});
