import assert from "node:assert/strict";
import { type LocalAtlas, startLocalAtlas } from "../../atlas-local";
import { deleteConnection } from "../../provider/resource/delete";
import { projectId } from "../support/examples";
import { runtimeFor } from "../support/runtime";

const id = `${projectId}/shop/hook`;
const props = {
  projectId,
  workspaceName: "shop",
  connectionName: "hook",
  type: "Https",
  url: "https://example.com",
};

describe("delete", () => {
  let atlas: LocalAtlas;
  beforeEach(async () => {
    atlas = await startLocalAtlas({ deletingMs: { PUBLIC: 0 } });
  });
  afterEach(() => atlas.close());
  const exists = () => atlas.connection(projectId, "shop", "hook") !== undefined;
  const put = () => atlas.put(projectId, "shop", { name: "hook", type: "Https", url: "https://example.com" });

  it("sends a DELETE and verifies it with one GET", async () => {
    put();
    await deleteConnection(runtimeFor(atlas).runtime, id, props);
    assert.ok(!exists());
    assert.deepEqual(
      atlas.requests.map(({ method }) => method),
      ["GET", "DELETE", "GET"],
    );
  });

  it("succeeds when the connection is already gone", async () => {
    await deleteConnection(runtimeFor(atlas).runtime, id, props);
  });

  it("fails on a 404 that does not come from Atlas", async () => {
    put();
    atlas.fault({ method: "DELETE", action: { kind: "html", status: 404 } });
    await assert.rejects(deleteConnection(runtimeFor(atlas).runtime, id, props), /does not come from Atlas/);
    assert.ok(exists());
  });

  it("retries while Atlas is deploying the connection", async () => {
    atlas.put(projectId, "shop", {
      name: "hook",
      type: "Kafka",
      bootstrapServers: "a.example.com:9092",
      security: { protocol: "SSL" },
      authentication: { mechanism: "PLAIN", username: "a", password: "b" },
    });
    atlas.setState(projectId, "shop", "hook", "PENDING");
    const { runtime, sleeps } = runtimeFor(atlas, (elapsed) => {
      if (elapsed > 60_000) atlas.setState(projectId, "shop", "hook", "READY");
    });
    await deleteConnection(runtime, id, { ...props, type: "Kafka" });
    assert.ok(!exists());
    assert.ok(sleeps.length > 3);
  });

  it("fails when stream processors use the connection, and changes nothing", async () => {
    put();
    atlas.setProcessors(projectId, "shop", "hook", true);
    await assert.rejects(deleteConnection(runtimeFor(atlas).runtime, id, props), {
      errorCode: "STREAM_CONNECTION_HAS_STREAM_PROCESSORS",
    });
    assert.ok(exists());
  });
});
