import assert from "node:assert/strict";
import { type LocalAtlas, type LocalAtlasOptions, startLocalAtlas } from "../../atlas-local";
import { https, kafka, privateKafka, privateS3 } from "./support/bodies";
import { clientOf, pathOf, projectId, workspaceName } from "./support/client";

describe("local Atlas: a connection", () => {
  let atlas: LocalAtlas;
  let client: ReturnType<typeof clientOf>;
  let now = 1_000_000;

  const start = async (options: LocalAtlasOptions = {}) => {
    atlas = await startLocalAtlas({ clock: () => now, ...options });
    client = clientOf(atlas);
  };
  afterEach(() => atlas.close());

  const stateOf = async (name: string) => {
    const { status, json } = await client.get(name);
    return status === 200 ? json.state : status;
  };

  it("is READY at once with PUBLIC networking, and first PENDING with private networking", async () => {
    await start({ pendingMs: 500 });
    assert.equal((await client.create(https)).json.state, "READY");
    assert.equal((await client.create(privateS3)).json.state, "PENDING");
    now += 499;
    assert.equal(await stateOf("lake"), "PENDING");
    now += 1;
    assert.equal(await stateOf("lake"), "READY");
  });

  it("accepts a duration per networking type", async () => {
    await start({ pendingMs: { PUBLIC: 100, PRIVATE_LINK: 300 } });
    assert.equal((await client.create(https)).json.state, "PENDING");
    assert.equal((await client.create(privateS3)).json.state, "PENDING");
    now += 100;
    assert.deepEqual([await stateOf("hook"), await stateOf("lake")], ["READY", "PENDING"]);
  });

  it("can become FAILED, which GET returns with 200", async () => {
    await start({ pendingMs: 100, failing: ["lake"] });
    await client.create(privateS3);
    now += 100;
    assert.equal(await stateOf("lake"), "FAILED");
    assert.equal((await client.remove("lake")).status, 202);
  });

  it("can become FAILED by a predicate", async () => {
    await start({ failing: ({ type }) => type === "Https" });
    assert.equal((await client.create(https)).json.state, "FAILED");
    assert.equal((await client.create(kafka)).json.state, "READY");
  });

  it("can be PENDING again after a PATCH, whose response has no state", async () => {
    await start({ pendingMs: 0, updatingMs: 100 });
    await client.create(privateS3);
    const { status, json } = await client.update("lake", privateS3);
    assert.deepEqual([status, json.state], [200, undefined]);
    assert.equal(await stateOf("lake"), "PENDING");
    now += 100;
    assert.equal(await stateOf("lake"), "READY");
  });

  it("is shown as DELETING and occupies its name until it is gone", async () => {
    await start({ pendingMs: 0, deletingMs: 100 });
    await client.create(privateS3);
    assert.equal((await client.remove("lake")).status, 202);
    assert.equal(await stateOf("lake"), "DELETING");
    assert.equal((await client.list()).json.results[0].state, "DELETING");
    assert.equal((await client.create(privateS3)).json.errorCode, "STREAM_CONNECTION_NAME_ALREADY_EXISTS");
    assert.equal((await client.update("lake", privateS3)).status, 404);
    assert.equal((await client.remove("lake")).status, 202);
    now += 100;
    assert.equal(await stateOf("lake"), 404);
    assert.equal((await client.list()).json.totalCount, 0);
    assert.equal((await client.create(privateS3)).status, 200);
  });

  it("is deleted at once with PUBLIC networking", async () => {
    await start();
    await client.create(https);
    await client.remove("hook");
    assert.equal(await stateOf("hook"), 404);
  });

  it("cannot be deleted while Kafka is deploying; other types can", async () => {
    await start({ pendingMs: 100, deletingMs: 0 });
    await client.create(privateKafka);
    await client.create(privateS3);
    assert.equal((await client.remove("orders")).json.errorCode, "STREAM_KAFKA_CONNECTION_IS_DEPLOYING");
    assert.equal((await client.remove("lake")).status, 202);
    now += 100;
    assert.equal((await client.remove("orders")).status, 202);
  });

  it("has the state that a test sets until the test resets it", async () => {
    await start();
    await client.create(https);
    for (const state of ["PENDING", "FAILED", "DELETING"] as const) {
      atlas.setState(projectId, workspaceName, "hook", state);
      assert.equal(await stateOf("hook"), state);
    }
    atlas.setState(projectId, workspaceName, "hook");
    assert.equal(await stateOf("hook"), "READY");
    assert.throws(() => atlas.setState(projectId, workspaceName, "x", "READY"), /has no connection/);
  });

  it("is not found by reads and PATCH during eventual consistency, but occupies its name", async () => {
    await start({ eventualConsistencyMs: 100 });
    assert.equal((await client.create(https)).status, 200);
    assert.equal(await stateOf("hook"), 404);
    assert.equal((await client.list()).json.totalCount, 0);
    assert.equal((await client.update("hook", https)).status, 404);
    assert.equal((await client.create(https)).status, 409);
    now += 100;
    assert.equal(await stateOf("hook"), "READY");
  });

  it("can be changed by put, edit and remove", async () => {
    await start({ pendingMs: 100, eventualConsistencyMs: 100 });
    const put = atlas.put(projectId, workspaceName, { ...privateKafka, config: { a: "1" } });
    assert.equal(put.state, "READY");
    assert.deepEqual((await client.get("orders")).json, JSON.parse(JSON.stringify(put)));
    atlas.edit(projectId, workspaceName, "orders", { config: null, region: "X" });
    const { json } = await client.get("orders");
    assert.deepEqual([json.config, json.region, json.id], [undefined, "X", put.id]);
    assert.equal(atlas.put(projectId, workspaceName, kafka).id, put.id);
    assert.equal(atlas.remove(projectId, workspaceName, "orders"), true);
    assert.equal(atlas.remove(projectId, workspaceName, "orders"), false);
    assert.equal(atlas.connection(projectId, workspaceName, "orders"), undefined);
    assert.throws(() => atlas.edit(projectId, workspaceName, "orders", {}), /has no connection/);
  });
});

describe("local Atlas: concurrent writes", () => {
  const names = Array.from({ length: 12 }, (_, index) => `hook-${index}`);

  async function survivors(lostUpdateRaceMs: number, serially: boolean, workspaceOf = (_: number) => "shop") {
    const atlas = await startLocalAtlas({ lostUpdateRaceMs });
    try {
      const { call } = clientOf(atlas);
      const create = async (name: string, index: number) => {
        const response = await call("POST", pathOf(undefined, workspaceOf(index)), { ...https, name });
        assert.equal(response.status, 200);
      };
      if (serially) for (const [index, name] of names.entries()) await create(name, index);
      else await Promise.all(names.map(create));
      const workspaces = new Set(names.map((_, index) => workspaceOf(index)));
      return [...workspaces].flatMap((workspace) => atlas.connections(projectId, workspace)).length;
    } finally {
      await atlas.close();
    }
  }

  it("lose updates in one workspace, although each response is 200", async () => {
    assert.ok((await survivors(50, false)) < names.length);
  });

  it("lose no updates when they run one at a time", async () => {
    assert.equal(await survivors(5, true), names.length);
  });

  it("lose no updates in different workspaces", async () => {
    assert.equal(await survivors(50, false, (index) => `shop-${index}`), names.length);
  });

  it("lose no updates without the race", async () => {
    assert.equal(await survivors(0, false), names.length);
  });

  it("can revert a field", async () => {
    const atlas = await startLocalAtlas({ lostUpdateRaceMs: 50 });
    try {
      for (const name of ["a", "b"]) atlas.put(projectId, workspaceName, { ...https, name });
      const { update } = clientOf(atlas);
      const urls = await Promise.all(
        ["a", "b"].map(async (name) => {
          const body = { name, type: "Https", url: "https://changed.example.com" };
          return (await update(name, body)).json.url;
        }),
      );
      assert.deepEqual(new Set(urls), new Set(["https://changed.example.com"]));
      const stored = ["a", "b"].map((name) => atlas.connection(projectId, workspaceName, name)?.url);
      assert.deepEqual(stored.sort(), ["https://changed.example.com", https.url]);
    } finally {
      await atlas.close();
    }
  });
});
