import assert from "node:assert/strict";
import { type LocalAtlas, startLocalAtlas } from "../../atlas-local";
import { create } from "../../provider/resource/create";
import { deleteConnection } from "../../provider/resource/delete";
import type { JsonObject } from "../../provider/shared/json";
import { projectId } from "../support/examples";
import { runtimeFor, type TestRuntimeOptions } from "../support/runtime";
import { unmarked } from "../support/unmarked";
import { VirtualClock } from "../support/virtualClock";

const minute = 60_000;
const latencyMs = 50;

const lake = (index: number, workspaces: number): JsonObject => ({
  projectId,
  workspaceName: `shop-${index % workspaces}`,
  connectionName: `lake-${index}`,
  type: "S3",
  aws: { roleArn: "arn:aws:iam::123456789012:role/atlas" },
  networking: { access: { type: "VPC" } },
});

interface Measured {
  ms: number;
  /** Without writes and the challenge. */
  looks: number;
}

/** Creates and deletes connections with private networking, which are PENDING and then DELETING for the same time. */
async function measure(
  count: number,
  workspaces: number,
  slowMs: number,
  parallel = count,
): Promise<{ creates: Measured; deletes: Measured }> {
  const clock = new VirtualClock();
  const atlas = await startLocalAtlas({ pendingMs: slowMs, deletingMs: slowMs, clock: clock.now });
  try {
    const run = async (work: (runtime: ReturnType<typeof start>, index: number) => Promise<unknown>) => {
      const runtime = start(atlas, clock);
      const from = clock.elapsed;
      atlas.clearRequests();
      const queue = Array.from({ length: count }, (_, index) => index).values();
      const slot = async () => {
        for (const index of queue) await work(runtime, index);
      };
      await Promise.all(Array.from({ length: parallel }, slot));
      const looks = atlas.requests.filter(({ method, status }) => method === "GET" && status !== 401).length;
      return { ms: clock.elapsed - from, looks };
    };
    const states: { id: string; props: JsonObject }[] = [];
    const creates = await run(async (runtime, index) => {
      const { id, outs } = await create(runtime, lake(index, workspaces));
      assert.equal(outs.state, "READY");
      states[index] = { id, props: unmarked(outs) as JsonObject };
    });
    const deletes = await run(async (runtime, index) => {
      const { id, props } = states[index] ?? { id: "", props: {} };
      await deleteConnection(runtime, id, props);
      assert.ok(
        !atlas
          .connections(projectId, String(props.workspaceName))
          .some(({ name }) => name === props.connectionName),
      );
    });
    return { creates, deletes };
  } finally {
    await atlas.close();
  }
}

/** A provider process whose requests take time. */
function start(atlas: LocalAtlas, clock: VirtualClock) {
  const wrap: TestRuntimeOptions["wrap"] = (send) => async (request) => {
    await clock.pass(latencyMs);
    return send(request);
  };
  return runtimeFor(atlas, undefined, { clock, wrap }).runtime;
}

describe("a wait with private networking", () => {
  it("of 3 s takes three turns of little more than 3 s for 20 connections, 8 at a time", async () => {
    const { creates, deletes } = await measure(20, 4, 3_000, 8);
    assert.ok(creates.ms <= 3 * 3_500, `${creates.ms} ms`);
    assert.ok(deletes.ms <= 3 * 3_600, `${deletes.ms} ms`);
    // Terraform's provider sends 240 requests.
    for (const { looks } of [creates, deletes]) assert.ok(looks <= 110, `${looks} looks`);
  });

  it("takes at most twice as long as Atlas", async () => {
    for (const ms of [100, 500, 1_000, 3_200, 10_000, 40_000]) {
      const { creates, deletes } = await measure(1, 1, ms);
      for (const wait of [creates, deletes]) assert.ok(wait.ms <= ms * 2 + 500, `${wait.ms} of ${ms} ms`);
    }
  });

  // Before the first look came after 0.2 s, these were 68 and 69 requests, and 157 and 1,361.
  it("of 30 minutes takes 68 requests, as many as when the first pause was 1 s", async () => {
    const { creates, deletes } = await measure(1, 1, 30 * minute);
    assert.deepEqual([creates.looks, deletes.looks], [68, 69]);
  });

  it("shares its looks with the other waits in the workspace", async () => {
    const { creates, deletes } = await measure(20, 1, 30 * minute);
    for (const { looks } of [creates, deletes]) assert.ok(looks <= 150, `${looks} looks`);
  });
});
