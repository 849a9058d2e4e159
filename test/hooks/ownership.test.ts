import assert from "node:assert/strict";
import { type LocalAtlas, startLocalAtlas } from "../../atlas-local";
import { create } from "../../provider/resource/create";
import { deleteConnection } from "../../provider/resource/delete";
import { diff } from "../../provider/resource/diff";
import { read } from "../../provider/resource/read";
import { update } from "../../provider/resource/update";
import type { JsonObject } from "../../provider/shared/json";
import { projectId, workspaceName } from "../support/examples";
import { runtimeFor } from "../support/runtime";
import { unmarked } from "../support/unmarked";

const id = `${projectId}/${workspaceName}/orders`;
const kafka: JsonObject = {
  __provider: "text",
  projectId,
  workspaceName,
  connectionName: "orders",
  type: "Kafka",
  bootstrapServers: "a.example.com:9092",
  security: { protocol: "SASL_SSL" },
  authentication: { mechanism: "PLAIN", username: "u", password: "pw-111111" },
};
const theirs = { mechanism: "PLAIN", username: "u", password: "pw-222222" };

describe("ownership", () => {
  let atlas: LocalAtlas;
  beforeEach(async () => {
    atlas = await startLocalAtlas({ pendingMs: 0, deletingMs: 0 });
  });
  afterEach(() => atlas.close());

  const there = () => atlas.connection(projectId, workspaceName, "orders");
  const password = () => atlas.secretsOf(projectId, workspaceName, "orders")["authentication.password"];
  const methods = () => atlas.requests.map(({ method }) => method);
  const created = async () => {
    const state = unmarked((await create(runtimeFor(atlas).runtime, kafka)).outs) as JsonObject;
    atlas.clearRequests();
    return state;
  };
  /** Somebody deletes the connection and creates it again. */
  const recreate = () => {
    atlas.remove(projectId, workspaceName, "orders");
    const { name, type } = { name: "orders", type: "Kafka" };
    const { bootstrapServers, security } = kafka;
    atlas.put(projectId, workspaceName, { name, type, bootstrapServers, security, authentication: theirs });
  };

  describe("of a connection that was deleted and created again by hand", () => {
    it("makes a refresh show that the secrets are unknown, and the next update send them", async () => {
      const state = await created();
      recreate();
      const { runtime, lines } = runtimeFor(atlas);
      const refreshed = await read(runtime, id, state);
      assert.deepEqual(refreshed.inputs?.authentication, { mechanism: "PLAIN", username: "u" });
      assert.match(lines[0] ?? "", /another id in Atlas.*Its secrets are unknown; the next pulumi up sends/);
      const olds = unmarked(refreshed.props) as JsonObject;
      assert.equal(olds.connectionId, there()?.id);
      assert.deepEqual(diff(runtime, id, olds, kafka), { replaces: [], deleteBeforeReplace: true });
      await update(runtime, olds, kafka);
      assert.equal(password(), "pw-111111");
      assert.equal(
        (await read(runtime, id, { ...olds, ...kafka })).inputs?.bootstrapServers,
        kafka.bootstrapServers,
      );
    });

    it("makes an update log a line and record the new id", async () => {
      const state = await created();
      recreate();
      const { runtime, lines } = runtimeFor(atlas);
      const { outs } = await update(runtime, state, { ...kafka, bootstrapServers: "b.example.com:9092" });
      assert.equal(outs?.connectionId, there()?.id);
      assert.match(lines[0] ?? "", /^connection orders has another id in Atlas than in the state/);
    });

    it("makes a delete keep the connection and log a line", async () => {
      const state = await created();
      recreate();
      const { runtime, lines } = runtimeFor(atlas);
      await deleteConnection(runtime, id, state);
      assert.ok(there());
      assert.ok(!methods().includes("DELETE"));
      assert.match(lines[0] ?? "", /^connection orders is not deleted: it has another id/);
    });

    it("makes a delete keep the connection also where lists are forbidden", async () => {
      const state = await created();
      recreate();
      atlas.fault({
        method: "GET",
        path: /connections$/,
        times: Number.POSITIVE_INFINITY,
        action: { kind: "status", status: 403, body: { error: 403, errorCode: "FORBIDDEN" } },
      });
      await deleteConnection(runtimeFor(atlas).runtime, id, state);
      assert.ok(there());
    });
  });

  const missing = (errorCode: string) =>
    atlas.fault({
      times: Number.POSITIVE_INFINITY,
      action: { kind: "status", status: 404, body: { error: 404, errorCode, detail: "gone" } },
    });

  describe("in a project that Atlas does not know", () => {
    it("makes a refresh fail, because another base URL or other credentials may be the reason", async () => {
      const state = await created();
      missing("GROUP_NOT_FOUND");
      await assert.rejects(read(runtimeFor(atlas).runtime, id, state), { errorCode: "GROUP_NOT_FOUND" });
    });

    it("makes a delete fail", async () => {
      const state = await created();
      missing("GROUP_NOT_FOUND");
      await assert.rejects(deleteConnection(runtimeFor(atlas).runtime, id, state), {
        errorCode: "GROUP_NOT_FOUND",
      });
    });
  });

  describe("in a workspace that Atlas does not know", () => {
    it("makes a refresh report the connection as gone", async () => {
      const state = await created();
      missing("STREAM_TENANT_NOT_FOUND_FOR_NAME");
      const { runtime, lines } = runtimeFor(atlas);
      assert.deepEqual(await read(runtime, id, state), { id: "", props: {} });
      assert.deepEqual(lines, [
        `workspace ${workspaceName} does not exist in Atlas, so connection orders is gone, too`,
      ]);
    });

    it("makes a delete report the connection as gone", async () => {
      const state = await created();
      missing("STREAM_TENANT_NOT_FOUND_FOR_NAME");
      const { runtime, lines } = runtimeFor(atlas);
      await deleteConnection(runtime, id, state);
      assert.deepEqual(lines, [
        `workspace ${workspaceName} does not exist in Atlas, so connection orders is gone, too`,
      ]);
    });
  });

  describe("with a response about another connection", () => {
    const other = { name: "payments", type: "Kafka", id: "0".repeat(24), state: "READY" };
    const answer = (method: "GET" | "PATCH") =>
      atlas.fault({
        method,
        path: /orders$/,
        times: Number.POSITIVE_INFINITY,
        action: { kind: "status", status: 200, body: other },
      });

    it("makes a refresh fail", async () => {
      const state = await created();
      answer("GET");
      await assert.rejects(read(runtimeFor(atlas).runtime, id, state), /about a connection of another name/);
    });

    it("makes an update fail", async () => {
      const state = await created();
      answer("PATCH");
      await assert.rejects(
        update(runtimeFor(atlas).runtime, state, { ...kafka, bootstrapServers: "b.example.com:9092" }),
        /about a connection of another name/,
      );
    });

    it("accepts a name in another case", async () => {
      const state = await created();
      const shown = { ...there(), name: "Orders" };
      atlas.fault({ method: "GET", path: /orders$/, action: { kind: "status", status: 200, body: shown } });
      assert.equal((await read(runtimeFor(atlas).runtime, id, state)).id, id);
    });
  });
});
