import assert from "node:assert/strict";
import { type LocalAtlas, startLocalAtlas } from "../../atlas-local";
import type { Runtime } from "../../provider/process/runtime";
import { create } from "../../provider/resource/create";
import { deleteConnection } from "../../provider/resource/delete";
import { read } from "../../provider/resource/read";
import { update } from "../../provider/resource/update";
import type { JsonObject } from "../../provider/shared/json";
import { projectId } from "../support/examples";
import { runtimeFor } from "../support/runtime";
import { unmarked } from "../support/unmarked";
import { VirtualClock } from "../support/virtualClock";

const count = 1_000;
const workspaces = 50;
/** Atlas' bucket for these endpoints. */
const [capacity, refill, periodMs] = [1_200, 500, 60_000];

const hook = (index: number, url: string): JsonObject => ({
  projectId,
  workspaceName: `workspace-${index % workspaces}`,
  connectionName: `hook-${index}`,
  type: "Https",
  url,
});

for (const style of ["interval", "continuous"] as const) {
  for (const parallel of [8, 64]) {
    describe(`the provider with ${count} connections, ${parallel} at a time, and a bucket that refills ${style === "interval" ? "once a minute" : "continuously"}`, function () {
      this.timeout(200_000);
      let atlas: LocalAtlas;
      let clock: VirtualClock;
      let lines: string[];
      const outputs: JsonObject[] = [];
      /** Tokens in the bucket when the operation begins. */
      let tokens = capacity;
      const total = { served: 0, refused: 0 };

      before(async () => {
        clock = new VirtualClock();
        atlas = await startLocalAtlas({ rateLimit: { style }, record: true, clock: clock.now });
      });
      after(() => atlas.close());
      beforeEach(() => {
        atlas.clearRequests();
        lines = [];
      });

      /** Each operation has its own process. */
      async function run(work: (runtime: Runtime, index: number) => Promise<unknown>): Promise<void> {
        const { runtime } = runtimeFor(atlas, undefined, { clock, lines });
        const start = clock.now();
        const queue = Array.from({ length: count }, (_, index) => index).values();
        const slot = async () => {
          for (const index of queue) await work(runtime, index);
        };
        await Promise.all(Array.from({ length: parallel }, slot));
        const served = atlas.requests.filter(({ status }) => status !== 401);
        const refused = served.filter(({ status }) => status === 429).length;
        const elapsedMs = clock.now() - start;
        const minimumMs = Math.max(0, ((served.length - refused - tokens) / refill) * periodMs);
        // Tokens that arrive once a minute arrive all at once, so the time is a whole number of periods.
        const granted = style === "interval" ? Math.ceil(minimumMs / periodMs) * periodMs : minimumMs;
        const figures = `${served.length} requests, ${refused} refused, ${elapsedMs / 1000} s of ${granted / 1000} s`;
        console.log(`      ${figures}`);
        total.served += served.length;
        total.refused += refused;
        assert.ok(elapsedMs <= granted * 1.1 + 2_000, figures);
        tokens = remainingOf(atlas);
      }

      it("creates them in the time that the bucket needs", () =>
        run(async (runtime, index) => {
          const { outs } = await create(runtime, hook(index, "https://example.com/1"));
          outputs[index] = unmarked(outs) as JsonObject;
        }));

      it("updates them in the time that the bucket needs", () =>
        run(async (runtime, index) => {
          const props = outputs[index] ?? {};
          await update(runtime, props, hook(index, "https://example.com/2"));
        }));

      it("reads them in the time that the bucket needs", () =>
        run((runtime, index) => read(runtime, idOf(index), outputs[index] ?? {})));

      it("deletes them in the time that the bucket needs, and logs long waits", async () => {
        await run((runtime, index) => deleteConnection(runtime, idOf(index), outputs[index] ?? {}));
        // With a continuous refill, single waits are short.
        if (style === "interval") assert.ok(lines.length > 0 && lines.length <= 20, lines.join("\n"));
      });

      it("exceeds the bucket in at most one of a hundred requests", () => {
        assert.ok(total.refused <= total.served / 100, JSON.stringify(total));
      });
    });
  }
}

function idOf(index: number): string {
  return `${projectId}/workspace-${index % workspaces}/hook-${index}`;
}

function remainingOf(atlas: LocalAtlas): number {
  const { headers = {} } = atlas.exchanges.at(-1)?.response ?? {};
  return Number(Object.entries(headers).find(([name]) => /^ratelimit-remaining$/i.test(name))?.[1]);
}
