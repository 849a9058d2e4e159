import assert from "node:assert/strict";
import { type LocalAtlas, startLocalAtlas } from "../../atlas-local";
import { create } from "../../provider/resource/create";
import { deleteConnection } from "../../provider/resource/delete";
import { read } from "../../provider/resource/read";
import { update } from "../../provider/resource/update";
import type { JsonObject } from "../../provider/shared/json";
import { projectId } from "../support/examples";
import { runtimeFor } from "../support/runtime";
import { unmarked } from "../support/unmarked";

const workspaces = 20;
const each = 10;
const count = workspaces * each;

const kafka = (index: number, offset: string): JsonObject => ({
  projectId,
  workspaceName: `workspace-${index % workspaces}`,
  connectionName: `kafka-${index}`,
  type: "Kafka",
  bootstrapServers: "a.example.com:9092",
  security: { protocol: "SASL_SSL" },
  authentication: { mechanism: "PLAIN", username: "atlas", password: "password" },
  config: { "auto.offset.reset": offset },
});

/** Runs operations with limited concurrency, like the engine. */
async function inParallel<T>(work: readonly (() => Promise<T>)[], slots = 8): Promise<T[]> {
  const results: T[] = [];
  const queue = work.entries();
  const slot = async () => {
    for (const [index, task] of queue) results[index] = await task();
  };
  await Promise.all(Array.from({ length: slots }, slot));
  return results;
}

describe(`the requests for ${count} connections in ${workspaces} workspaces`, () => {
  let atlas: LocalAtlas;
  let states: { id: string; props: JsonObject }[];

  before(async () => {
    atlas = await startLocalAtlas();
  });
  after(() => atlas.close());
  beforeEach(() => atlas.clearRequests());

  it("are one per connection to create, and one challenge", async () => {
    const { runtime } = runtimeFor(atlas);
    const all = Array.from({ length: count }, (_, index) => kafka(index, "earliest"));
    const created = await inParallel(all.map((props) => () => create(runtime, props)));
    states = created.map(({ id, outs }) => ({ id, props: unmarked(outs) as JsonObject }));
    assert.equal(atlas.requests.length, count + 1);
  });

  it("are one per workspace to refresh, and one challenge", async () => {
    const { runtime } = runtimeFor(atlas);
    await inParallel(
      states.map(
        ({ id, props }) =>
          () =>
            read(runtime, id, props),
      ),
    );
    assert.equal(atlas.requests.length, workspaces + 1);
  });

  it("are one per connection to update, and one challenge", async () => {
    const { runtime } = runtimeFor(atlas);
    const updates = states.map(
      ({ props }, index) =>
        () =>
          update(runtime, props, kafka(index, "latest")),
    );
    await inParallel(updates);
    assert.equal(atlas.requests.length, count + 1);
  });

  it("are one per connection to destroy, two lists per workspace, and one challenge", async () => {
    const { runtime } = runtimeFor(atlas);
    await inParallel(
      states.map(
        ({ id, props }) =>
          () =>
            deleteConnection(runtime, id, props),
      ),
    );
    assert.equal(atlas.requests.length, count + 2 * workspaces + 1);
    assert.deepEqual(atlas.connections(projectId, "workspace-0"), []);
  });
});
