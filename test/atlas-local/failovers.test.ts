import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type LocalAtlas, type LocalAtlasOptions, startLocalAtlas } from "../../atlas-local";
import { bodies, https, kafka, privateKafka, secretMark } from "./support/bodies";
import { accept, clientOf, failoverPathOf, projectId, workspaceName } from "./support/client";

const region = "DUBLIN_IRL";
const successType = "application/vnd.atlas.2025-03-12+json;charset=utf-8";

describe("local Atlas: failover connections", () => {
  let atlas: LocalAtlas;
  let client: ReturnType<typeof clientOf>;
  let failovers: ReturnType<typeof client.failoversOf>;
  let now = 1_000_000;

  const start = async (options: LocalAtlasOptions = {}) => {
    atlas = await startLocalAtlas({ clock: () => now, ...options });
    client = clientOf(atlas);
    failovers = client.failoversOf("orders");
    await client.create(kafka);
  };
  afterEach(() => atlas.close());

  for (const [type, body] of Object.entries({ Kafka: bodies.Kafka, Cluster: bodies.Cluster })) {
    it(`of ${type} answer with POST 201, GET, list, PATCH 200, DELETE 204, then 404`, async () => {
      await start();
      await client.remove("orders");
      await client.create(body);
      const own = client.failoversOf(body.name);
      const created = await own.create({ ...body, region });
      assert.deepEqual([created.status, created.headers["content-type"]], [201, successType], created.body);
      const { id } = created.json;
      assert.match(id, /^[a-f0-9]{24}$/);
      assert.deepEqual([created.json.region, created.json.state], [region, "READY"]);
      assert.equal(created.body.includes(secretMark), false);
      const got = await own.get(id);
      assert.deepEqual([got.status, got.json], [200, created.json]);
      const { results, totalCount, links } = (await own.list()).json;
      assert.deepEqual([results, totalCount, links[0].rel], [[created.json], 1, "self"]);

      const { state: _, ...shown } = created.json;
      const updated = await own.update(id, { ...body, region });
      assert.deepEqual([updated.status, updated.json], [200, shown]);

      const deleted = await own.remove(id);
      assert.deepEqual(
        [deleted.status, deleted.body, deleted.headers["content-length"]],
        [204, "", undefined],
      );
      for (const response of [await own.get(id), await own.remove(id), await own.update(id, body)])
        assert.deepEqual(
          [response.status, response.json.errorCode, response.json.parameters],
          [404, "STREAM_FAILOVER_CONNECTION_NOT_FOUND", [id, body.name]],
        );
      assert.equal((await client.get(body.name)).status, 200);
    });
  }

  it("exist from version 2025-03-12 on", async () => {
    await start();
    const get = (date: string) =>
      client.call("GET", failoverPathOf("orders"), undefined, {
        headers: { Accept: accept.replace("2023-02-01", date) },
      });
    for (const date of ["2025-03-12", "2026-11-23"]) assert.equal((await get(date)).status, 200, date);
    for (const date of ["2023-02-01", "2025-03-11"])
      assert.equal((await get(date)).json.errorCode, "INVALID_VERSION_DATE", date);
  });

  it("can be switched off", async () => {
    await start({ dialect: { failovers: false } });
    for (const response of [await failovers.list(), await failovers.create({ ...kafka, region })])
      assert.deepEqual([response.status, response.json.errorCode], [404, "RESOURCE_NOT_FOUND"]);
  });

  it("need a connection that exists", async () => {
    await start();
    const none = client.failoversOf("none");
    const body = { ...kafka, name: "none", region };
    for (const response of [
      await none.list(),
      await none.create(body),
      await none.get("1"),
      await none.update("1", body),
      await none.remove("1"),
    ])
      assert.equal(response.json.errorCode, "STREAM_CONNECTION_NOT_FOUND_FOR_NAME");
  });

  it("must have the connection's name, or the error is a 500", async () => {
    await start();
    const { json } = await failovers.create({ ...kafka, region });
    for (const name of ["other", undefined])
      for (const response of [
        await failovers.create({ ...kafka, region: "X", name }),
        await failovers.update(json.id, { ...kafka, name }),
      ])
        assert.deepEqual([response.status, response.json.errorCode], [500, "UNEXPECTED_ERROR"]);
  });

  it("need a region, and exist once per region", async () => {
    await start();
    const missing = await failovers.create(kafka);
    assert.deepEqual([missing.status, missing.json.parameters], [400, ["region"]]);
    assert.equal((await failovers.create({ ...kafka, region })).status, 201);
    const second = await failovers.create({ ...kafka, region });
    assert.deepEqual(
      [second.status, second.json.errorCode, second.json.parameters],
      [409, "STREAM_FAILOVER_CONNECTION_ALREADY_EXISTS", ["orders", region]],
    );
    assert.equal((await failovers.create({ ...kafka, region: "OREGON_USA" })).status, 201);
    assert.equal((await failovers.list("?itemsPerPage=1")).json.totalCount, 2);
  });

  it("can only be Kafka or Cluster, also of another type than the connection", async () => {
    await start();
    const other = await failovers.create({ ...https, name: "orders", region });
    assert.deepEqual([other.status, other.json.parameters], [400, ["type"]]);
    assert.equal((await failovers.create({ ...bodies.Cluster, name: "orders", region })).status, 201);
  });

  it("cannot change type or region", async () => {
    await start();
    const { id } = (await failovers.create({ ...kafka, region })).json;
    for (const [field, body] of Object.entries({
      region: { ...kafka, region: "X" },
      type: { ...bodies.Cluster, name: "orders" },
    })) {
      const { status, json } = await failovers.update(id, body);
      assert.deepEqual([status, json.parameters], [400, [field]]);
    }
  });

  it("lose or keep what a PATCH leaves out, as the option says", async () => {
    const config = { a: "1" };
    for (const patch of ["merge", "replace"] as const) {
      await start({ patch });
      const { id } = (await failovers.create({ ...kafka, config, region })).json;
      assert.deepEqual(
        (await failovers.update(id, kafka)).json.config,
        patch === "merge" ? config : undefined,
      );
      assert.equal((await failovers.get(id)).json.region, region);
      await atlas.close();
    }
  });

  it("have states and eventual consistency like connections", async () => {
    await start({ pendingMs: 200, deletingMs: 100, eventualConsistencyMs: 50 });
    assert.equal((await failovers.list()).status, 404);
    now += 50;
    const body = { ...privateKafka, region };
    const { id, state } = (await failovers.create(body)).json;
    assert.equal(state, "PENDING");
    assert.deepEqual([(await failovers.get(id)).status, (await failovers.list()).json.totalCount], [404, 0]);
    now += 50;
    assert.equal((await failovers.get(id)).json.state, "PENDING");
    now += 150;
    assert.equal((await failovers.get(id)).json.state, "READY");
    await failovers.remove(id);
    assert.equal((await failovers.get(id)).json.state, "DELETING");
    assert.equal((await failovers.create(body)).status, 409);
    now += 100;
    assert.equal((await failovers.get(id)).status, 404);
    assert.equal((await failovers.create(body)).status, 201);
  });

  it("can be deleted while they are PENDING", async () => {
    await start({ pendingMs: 100, deletingMs: 0 });
    const { id } = (await failovers.create({ ...privateKafka, region })).json;
    assert.deepEqual(
      [(await failovers.get(id)).json.state, (await failovers.remove(id)).status],
      ["PENDING", 204],
    );
  });

  it("can become FAILED by a predicate", async () => {
    await start({ failing: (connection) => connection.region === region });
    assert.equal((await failovers.create({ ...kafka, region })).json.state, "FAILED");
    assert.equal((await client.get("orders")).json.state, "READY");
  });

  it("are deleted with their connection", async () => {
    await start();
    await failovers.create({ ...kafka, region });
    assert.equal((await client.remove("orders")).status, 202);
    await client.create(kafka);
    assert.equal((await failovers.list()).json.totalCount, 0);
  });

  it("cannot be created or deleted while their connection is being deleted", async () => {
    await start({ deletingMs: { PUBLIC: 100 } });
    const { id } = (await failovers.create({ ...kafka, region })).json;
    await client.remove("orders");
    for (const response of [await failovers.create({ ...kafka, region: "X" }), await failovers.remove(id)])
      assert.equal(response.json.errorCode, "STREAM_CONNECTION_NOT_FOUND_FOR_NAME");
    assert.equal((await failovers.get(id)).status, 200);
    now += 100;
    assert.equal((await failovers.get(id)).json.errorCode, "STREAM_CONNECTION_NOT_FOUND_FOR_NAME");
  });

  it("stay when their connection changes", async () => {
    await start();
    await failovers.create({ ...kafka, region });
    await client.update("orders", { ...kafka, config: { a: "1" } });
    atlas.put(projectId, workspaceName, kafka);
    assert.equal((await failovers.list()).json.totalCount, 1);
  });

  it("cannot be deleted or changed while stream processors use the connection", async () => {
    await start();
    const { id } = (await failovers.create({ ...kafka, region })).json;
    atlas.setProcessors(projectId, workspaceName, "orders", true);
    for (const response of [await failovers.remove(id), await failovers.update(id, kafka)])
      assert.equal(response.json.errorCode, "STREAM_CONNECTION_HAS_STREAM_PROCESSORS");
  });

  it("count for the rate limit and for lost updates of the workspace", async () => {
    await start({ rateLimit: { capacity: 20 }, lostUpdateRaceMs: 30, clock: Date.now });
    const regions = ["A", "B", "C"];
    const writes = [
      ...regions.map((each) => failovers.create({ ...kafka, region: each })),
      client.create(https),
    ];
    for (const { status } of await Promise.all(writes)) assert.ok(status < 300);
    const { length } = [
      ...atlas.failovers(projectId, workspaceName, "orders"),
      ...atlas.connections(projectId, workspaceName),
    ];
    assert.ok(length < 5, String(length));
    while ((await failovers.list()).status === 200);
    assert.equal((await client.list()).status, 429);
  });

  it("can be changed by a test", async () => {
    await start({ pendingMs: 100, eventualConsistencyMs: 0 });
    const put = atlas.putFailover(projectId, workspaceName, { ...privateKafka, region });
    assert.equal(put.state, "READY");
    assert.deepEqual((await failovers.get(put.id)).json, put);
    assert.deepEqual(atlas.secretsOf(projectId, workspaceName, "orders", put.id), {
      "authentication.password": "pa55-kafka-password",
    });
    assert.equal(atlas.putFailover(projectId, workspaceName, { ...kafka, region }).id, put.id);
    atlas.setFailoverState(projectId, workspaceName, "orders", put.id, "FAILED");
    assert.equal((await failovers.get(put.id)).json.state, "FAILED");
    assert.equal(atlas.removeFailover(projectId, workspaceName, "orders", put.id), true);
    assert.equal(atlas.removeFailover(projectId, workspaceName, "orders", put.id), false);
    assert.deepEqual(atlas.failovers(projectId, workspaceName, "orders"), []);
    assert.throws(
      () => atlas.putFailover(projectId, workspaceName, { ...kafka, name: "x", region }),
      /has no connection/,
    );
    assert.throws(
      () => atlas.setFailoverState(projectId, workspaceName, "orders", "1"),
      /has no connection .*orders\/1/,
    );
  });

  it("are in the file, without secrets", async () => {
    const folder = await mkdtemp(join(tmpdir(), "atlas-local-"));
    const file = join(folder, "atlas.json");
    try {
      await start({ file });
      await failovers.create({ ...bodies.Kafka, region });
      const before = atlas.failovers(projectId, workspaceName, "orders");
      await atlas.close();
      assert.equal((await readFile(file, "utf8")).includes(secretMark), false);
      atlas = await startLocalAtlas({ file });
      assert.deepEqual(atlas.failovers(projectId, workspaceName, "orders"), before);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
