import assert from "node:assert/strict";
import { type LocalAtlas, type LocalAtlasOptions, startLocalAtlas } from "../../atlas-local";
import type { Runtime } from "../../provider/process/runtime";
import { deleteConnection } from "../../provider/resource/delete";
import type { JsonObject } from "../../provider/shared/json";
import { projectId } from "../support/examples";
import { runtimeFor } from "../support/runtime";
import { VirtualClock } from "../support/virtualClock";

const minute = 60_000;

describe("many deletes", () => {
  let atlas: LocalAtlas;
  let clock: VirtualClock;
  afterEach(() => atlas.close());

  const start = async (options: LocalAtlasOptions = {}) => {
    clock = new VirtualClock();
    atlas = await startLocalAtlas({ clock: clock.now, ...options });
    return runtimeFor(atlas, undefined, { clock }).runtime;
  };
  const put = (count: number, workspaces = 1, name = "hook") =>
    Array.from({ length: count }, (_, index) => {
      const workspaceName = `workspace-${index % workspaces}`;
      const connection = { name: `${name}-${index}`, type: "Https", url: "https://example.com/" };
      atlas.put(projectId, workspaceName, connection);
      return `${projectId}/${workspaceName}/${connection.name}`;
    });
  const propsOf = (id: string): JsonObject => {
    const [, workspaceName = "", connectionName = ""] = id.split("/");
    const { id: connectionId } = atlas.connection(projectId, workspaceName, connectionName) ?? {};
    return { type: "Https", url: "https://example.com/", connectionId };
  };
  /**
   * @param parallel maximum number of deletes at the same time.
   * @param stateMs how long the engine writes the state after each delete, one after another.
   */
  const deleteAll = async (runtime: Runtime, ids: readonly string[], parallel = 8, stateMs = 0) => {
    const queue = ids.map((id) => [id, propsOf(id)] as const).values();
    let written = Promise.resolve();
    const slot = async () => {
      for (const [id, props] of queue) {
        await deleteConnection(runtime, id, props);
        written = written.then(() => (stateMs ? clock.pass(stateMs) : undefined));
        await written;
      }
    };
    await Promise.all(Array.from({ length: parallel }, slot));
  };
  const count = (kind: "list" | "get" | "DELETE") => {
    const isKind = ({ method, path, status }: LocalAtlas["requests"][number]) => {
      const read = path.endsWith("/connections") ? "list" : "get";
      return status !== 401 && (method === "GET" ? read : method) === kind;
    };
    return atlas.requests.filter(isKind).length;
  };
  const counts = () => ({ list: count("list"), get: count("get"), DELETE: count("DELETE") });

  for (const stateMs of [0, 20, 90])
    it(`share two lists per workspace when the engine writes the state for ${stateMs} ms`, async () => {
      const runtime = await start();
      await deleteAll(runtime, put(100, 5), 8, stateMs);
      assert.deepEqual(counts(), { list: 10, get: 0, DELETE: 100 });
      assert.deepEqual(atlas.connections(projectId, "workspace-0"), []);
    });

  it("learn how long the engine writes a large state", async () => {
    const runtime = await start();
    await deleteAll(runtime, put(100, 5), 8, 400);
    const { list, get } = counts();
    assert.ok(list + get <= 20, JSON.stringify({ list, get }));
  });

  it("wait for no other when they come one at a time", async () => {
    const runtime = await start();
    await deleteAll(runtime, put(10), 1);
    assert.deepEqual(clock.sleeps, []);
    assert.deepEqual(counts(), { list: 1, get: 10, DELETE: 10 });
  });

  it("do not page through thousands of connections for a few", async () => {
    const runtime = await start();
    put(3_000, 1, "other");
    await deleteAll(runtime, put(4), 4);
    assert.deepEqual(counts(), { list: 2, get: 8, DELETE: 4 });
    assert.equal(atlas.connections(projectId, "workspace-0").length, 3_000);
  });

  it("page through thousands of connections for hundreds", async () => {
    const runtime = await start();
    put(2_600, 1, "other");
    await deleteAll(runtime, put(300));
    const { list, get, DELETE } = counts();
    assert.equal(DELETE, 300);
    assert.ok(list <= 12 && get <= 60, JSON.stringify({ list, get }));
    assert.equal(atlas.connections(projectId, "workspace-0").length, 2_600);
  });

  it("share their waits while Atlas shows them as DELETING for 20 minutes", async () => {
    const runtime = await start({ deletingMs: { PUBLIC: 20 * minute } });
    await deleteAll(runtime, put(100, 2), 8);
    assert.ok(clock.elapsed >= 20 * minute && clock.elapsed < 21 * minute);
    const { list, get } = counts();
    // Two connections that are deleted alone would need 100 requests.
    assert.ok(list + get <= 110, JSON.stringify({ list, get }));
    assert.deepEqual(atlas.connections(projectId, "workspace-0"), []);
  });

  it("return only when Atlas no longer shows them, also those that are not on its first page", async () => {
    const runtime = await start({ deletingMs: { PUBLIC: minute } });
    put(600, 1, "other");
    await deleteAll(runtime, put(20));
    assert.ok(clock.elapsed >= minute);
    assert.equal(atlas.connections(projectId, "workspace-0").length, 600);
  });

  it("do not trust a list of a server that allows only smaller pages", async () => {
    const runtime = await start({ deletingMs: { PUBLIC: minute } });
    put(80, 1, "other");
    const ids = put(20);
    const names = atlas.connections(projectId, "workspace-0");
    const page = { results: names.slice(0, 50), totalCount: 100 };
    atlas.fault({
      method: "GET",
      path: /connections\?/,
      times: Number.POSITIVE_INFINITY,
      action: { kind: "status", status: 200, body: page },
    });
    await deleteAll(runtime, ids);
    assert.ok(clock.elapsed >= minute);
  });

  it("with private networking trust no list without them, because it may leave out what is DELETING", async () => {
    const runtime = await start({ pendingMs: 0, deletingMs: minute });
    const networking = { access: { type: "VPC" } };
    const deletes = ["lake-1", "lake-2", "lake-3"].map((name) => {
      const aws = { roleArn: "arn:aws:iam::123456789012:role/atlas" };
      const { id: connectionId } = atlas.put(projectId, "shop", { name, type: "S3", aws, networking });
      return { id: `${projectId}/shop/${name}`, props: { type: "S3", networking, connectionId } };
    });
    const action = { kind: "status", status: 200, body: { results: [], totalCount: 0 } } as const;
    atlas.fault({ path: /connections\?/, times: Number.POSITIVE_INFINITY, action });
    await Promise.all(deletes.map(({ id, props }) => deleteConnection(runtime, id, props)));
    assert.ok(clock.elapsed >= minute);
    assert.deepEqual(atlas.connections(projectId, "shop"), []);
  });

  it("leave a successor alone, also one that is not on the first page", async () => {
    const runtime = await start();
    put(600, 1, "other");
    const ids = put(10);
    const queue = ids.map((id) => [id, propsOf(id)] as const);
    atlas.remove(projectId, "workspace-0", "hook-3");
    atlas.put(projectId, "workspace-0", { name: "hook-3", type: "Https", url: "https://example.com/new" });
    await Promise.all(queue.map(([id, props]) => deleteConnection(runtime, id, props)));
    assert.equal(atlas.connection(projectId, "workspace-0", "hook-3")?.url, "https://example.com/new");
    assert.equal(count("DELETE"), 9);
  });

  it("work when Atlas refuses the list", async () => {
    const runtime = await start();
    const body = { error: 403, errorCode: "USER_UNAUTHORIZED", detail: "no", reason: "Forbidden" };
    const action = { kind: "status", status: 403, body } as const;
    atlas.fault({ path: /connections\?/, times: Number.POSITIVE_INFINITY, action });
    await deleteAll(runtime, put(10));
    assert.deepEqual(atlas.connections(projectId, "workspace-0"), []);
    assert.equal(count("get"), 20);
  });
});
