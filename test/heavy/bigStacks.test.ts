import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type LocalAtlas, startLocalAtlas } from "../../atlas-local";
import { assumedLimit } from "../../provider/atlas/rateLimit";
import type { Runtime } from "../../provider/process/runtime";
import { create } from "../../provider/resource/create";
import { deleteConnection } from "../../provider/resource/delete";
import { read } from "../../provider/resource/read";
import type { JsonObject } from "../../provider/shared/json";
import { projectId } from "../support/examples";
import { runtimeFor } from "../support/runtime";
import { unmarked } from "../support/unmarked";
import { VirtualClock } from "../support/virtualClock";

const count = 10_000;
const workspaces = 500;
const parallel = 64;
const minute = 60_000;
const document = readFileSync(join(__dirname, "../../docs/big-stacks.md"), "utf8").replace(/\s+/g, " ");

/** With a full bucket that refills steadily. */
function minutes(requests: number): string {
  const { capacity, refill } = assumedLimit;
  return (Math.max(0, requests - capacity) / refill).toFixed(1);
}

const requestsOf = {
  create: (n: number, _w: number) => n + 1,
  refresh: (_n: number, w: number) => w + 1,
  destroy: (n: number, w: number) => n + 2 * w + 1,
};

describe(`${count} connections in one project, with Atlas' rate limit and a virtual clock`, function () {
  this.timeout(300_000);
  let atlas: LocalAtlas;
  let clock: VirtualClock;
  const states: { id: string; props: JsonObject }[] = [];

  before(async () => {
    clock = new VirtualClock();
    atlas = await startLocalAtlas({ rateLimit: { style: "continuous" }, clock: clock.now });
  });
  after(() => atlas.close());
  beforeEach(async () => {
    // The bucket is full again.
    await clock.pass(10 * minute);
    atlas.clearRequests();
  });

  /** Checks requests and minutes of an operation that runs in a process of its own. */
  async function run(
    operation: keyof typeof requestsOf,
    work: (runtime: Runtime, index: number) => Promise<unknown>,
  ): Promise<void> {
    const { runtime } = runtimeFor(atlas, undefined, { clock });
    const from = clock.elapsed;
    const queue = Array.from({ length: count }, (_, index) => index).values();
    const slot = async () => {
      for (const index of queue) await work(runtime, index);
    };
    await Promise.all(Array.from({ length: parallel }, slot));
    const requests = requestsOf[operation](count, workspaces);
    // A challenge is valid for five minutes.
    const served = atlas.requests.filter(({ status }) => status !== 429 && status !== 401).length;
    const elapsed = (clock.elapsed - from) / minute;
    console.log(`      ${operation}: ${served} requests, ${elapsed.toFixed(1)} minutes`);
    assert.equal(served, requests - 1);
    assert.ok(Math.abs(elapsed - Number(minutes(requests))) < 0.5, `${elapsed} minutes`);
  }

  it("are created in the time that the bucket needs", () =>
    run("create", async (runtime, index) => {
      const { id, outs } = await create(runtime, {
        projectId,
        workspaceName: `workspace-${index % workspaces}`,
        connectionName: `hook-${index}`,
        type: "Https",
        url: "https://example.com/",
      });
      states[index] = { id, props: unmarked(outs) as JsonObject };
    }));

  it("are refreshed without a wait", () =>
    run("refresh", (runtime, index) => read(runtime, states[index]?.id ?? "", states[index]?.props ?? {})));

  it("are deleted at nearly 500 a minute", () =>
    run("destroy", (runtime, index) =>
      deleteConnection(runtime, states[index]?.id ?? "", states[index]?.props ?? {}),
    ));
});

describe("the figures of docs/big-stacks.md", () => {
  const thousands = (number: number) => number.toLocaleString("en-US");
  for (const [total, projects] of [
    [1_000, 1],
    [10_000, 1],
    [10_000, 10],
    [100_000, 10],
    [100_000, 100],
  ] as const)
    it(`are right for ${total} connections in ${projects} projects`, () => {
      const n = total / projects;
      const w = n / 20;
      const cells = Object.values(requestsOf).map((requests) => {
        const needed = requests(n, w);
        return `${thousands(needed)}: ${minutes(needed)} min`;
      });
      const row = `| ${thousands(total)} | ${thousands(projects)} | ${cells.join(" | ")} |`;
      assert.ok(document.includes(row), row);
    });
});
