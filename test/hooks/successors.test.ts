import assert from "node:assert/strict";
import { type LocalAtlas, type LocalAtlasOptions, startLocalAtlas } from "../../atlas-local";
import { create } from "../../provider/resource/create";
import { deleteConnection } from "../../provider/resource/delete";
import { noticeCreate } from "../../provider/resource/previewNotices";
import type { JsonObject } from "../../provider/shared/json";
import { projectId, workspaceName } from "../support/examples";
import { runtimeFor, timeouts } from "../support/runtime";
import { unmarked } from "../support/unmarked";
import { hook, id } from "./support/hook";

const address = { projectId, workspaceName, connectionName: "hook" };
const aws = { roleArn: "arn:aws:iam::123456789012:role/atlas" };
const lake: JsonObject = { ...address, type: "S3", aws, networking: { access: { type: "VPC" } } };
const kafka: JsonObject = {
  ...address,
  type: "Kafka",
  bootstrapServers: "a.example.com:9092",
  security: { protocol: "SASL_SSL" },
  authentication: { mechanism: "PLAIN", username: "atlas", password: "new-password" },
};

/** Other programs, or former resources, create or delete connections with the same name. */
describe("the provider with successive connections of one name", () => {
  let atlas: LocalAtlas;
  const start = async (options: LocalAtlasOptions = {}) => {
    atlas = await startLocalAtlas({ pendingMs: 0, ...options });
    return atlas;
  };
  afterEach(() => atlas?.close());

  const there = () => atlas.connection(projectId, workspaceName, "hook");
  const methods = () => atlas.requests.map(({ method }) => method);
  const propsOf = (inputs: JsonObject) => ({ ...inputs, state: "READY", connectionId: there()?.id });

  it("does not delete a successor", async () => {
    await start({ deletingMs: { PUBLIC: 3_600_000 } });
    atlas.put(projectId, workspaceName, { name: "hook", type: "Https", url: "https://example.com/first" });
    const { runtime, lines } = runtimeFor(atlas, (elapsed) => {
      // During the wait for the first connection, which is still DELETING.
      if (elapsed < 15_000 || there()?.url === "https://example.com/second") return;
      atlas.remove(projectId, workspaceName, "hook");
      atlas.put(projectId, workspaceName, { name: "hook", type: "Https", url: "https://example.com/second" });
    });
    await deleteConnection(runtime, id, propsOf(hook));
    assert.equal(there()?.url, "https://example.com/second");
    assert.equal(methods().filter((method) => method === "DELETE").length, 1);
    assert.deepEqual(lines, []);
  });

  it("retries a DELETE after one 404, because reads are eventually consistent", async () => {
    await start();
    atlas.put(projectId, workspaceName, { name: "hook", type: "Https", url: "https://example.com/first" });
    const body = {
      error: 404,
      errorCode: "STREAM_CONNECTION_NOT_FOUND_FOR_NAME",
      detail: "",
      parameters: [],
    };
    atlas.fault({ method: "DELETE", action: { kind: "status", status: 404, body } });
    const { runtime } = runtimeFor(atlas);
    await deleteConnection(runtime, id, propsOf(hook));
    assert.equal(there(), undefined);
  });

  it("fails a delete without a wait of 40 minutes when the connection becomes FAILED", async () => {
    await start({ deletingMs: { PUBLIC: 3_600_000 } });
    atlas.put(projectId, workspaceName, { name: "hook", type: "Https", url: "https://example.com/first" });
    const failed = { ...there(), state: "FAILED" };
    atlas.fault({
      method: "GET",
      path: /hook$/,
      times: Number.POSITIVE_INFINITY,
      action: { kind: "status", status: 200, body: failed },
    });
    const { runtime } = runtimeFor(atlas);
    await assert.rejects(deleteConnection(runtime, id, propsOf(hook)), {
      name: "ConnectionFailedError",
      message: "Atlas reports connection hook as FAILED, although it has accepted its deletion 4 times",
    });
  });

  it("sends the secrets of a create again when it owns the connection after a lost response", async () => {
    for (const adopt of [{ adopt: true }, {}]) {
      await start();
      await create(runtimeFor(atlas).runtime, {
        ...kafka,
        authentication: { mechanism: "PLAIN", username: "atlas", password: "old-password" },
      });
      atlas.fault({ method: "POST", action: { kind: "resetBefore" } });
      await create(runtimeFor(atlas).runtime, { ...kafka, ...adopt });
      assert.deepEqual(atlas.secretsOf(projectId, workspaceName, "hook"), {
        "authentication.password": "new-password",
      });
      await atlas.close();
    }
  });

  it("waits for READY after an adoption that changes a private connection", async () => {
    await start({ updatingMs: { VPC: 3_600_000 } });
    await create(runtimeFor(atlas).runtime, lake);
    const { runtime, sleeps } = runtimeFor(atlas, (elapsed) => {
      if (elapsed > 5_000) atlas.setState(projectId, workspaceName, "hook", "READY");
    });
    const changed = { ...lake, aws: { roleArn: "arn:aws:iam::123456789012:role/other" }, adopt: true };
    const { outs } = await create(runtime, changed);
    assert.equal(outs.state, "READY");
    assert.ok(sleeps.length > 1);
  });

  it("refuses an adoption in another region, which Atlas cannot change", async () => {
    await start();
    atlas.put(projectId, workspaceName, { name: "hook", type: "Https", url: "https://example.com/1" });
    await assert.rejects(
      create(runtimeFor(atlas).runtime, { ...hook, region: "DUBLIN_IRL", adopt: true }),
      /differs in region, which Atlas cannot change/,
    );
    assert.ok(!methods().includes("PATCH"));
  });

  it("gives two concurrent adoptions different adoptionIds", async () => {
    await start();
    atlas.put(projectId, workspaceName, { name: "hook", type: "Https", url: "https://example.com/1" });
    const { runtime } = runtimeFor(atlas);
    const adopting = { ...hook, adopt: true };
    const [one, other] = await Promise.all([create(runtime, adopting), create(runtime, adopting)]);
    assert.ok(one.outs.adoptionId);
    assert.notEqual(one.outs.adoptionId, other.outs.adoptionId);
  });

  it("does not delete a successor on servers without connection ids", async () => {
    await start();
    atlas.fault({
      method: "POST",
      times: Number.POSITIVE_INFINITY,
      action: { kind: "body", body: JSON.stringify({ name: "hook", type: "Https", url: hook.url }) },
    });
    const { outs: former } = await create(runtimeFor(atlas).runtime, hook);
    assert.equal(former.connectionId, undefined);
    atlas.remove(projectId, workspaceName, "hook");
    const { runtime } = runtimeFor(atlas);
    await create(runtime, hook);
    await deleteConnection(runtime, id, unmarked(former) as JsonObject);
    assert.ok(there());
  });

  it("says what is unknown when a create times out after a lost response", async () => {
    await start({ eventualConsistencyMs: 3_600_000 });
    atlas.fault({ method: "POST", times: Number.POSITIVE_INFINITY, action: { kind: "statusAfter" } });
    await assert.rejects(
      create(runtimeFor(atlas).runtime, { ...hook, timeouts: { create: "5s" } }),
      /It is not known whether Atlas has created the connection.*PULUMI_ATLAS_STREAMS_ADOPT=1/,
    );
  });

  it("waits at most 5 s per workspace in a preview when Atlas does not respond", async () => {
    await start();
    const { runtime, sleeps } = runtimeFor(atlas);
    // Modules are loaded in real time, for which the virtual clock would not wait.
    await runtime.client.list({ projectId, workspaceName }, 1);
    atlas.fault({ method: "GET", times: Number.POSITIVE_INFINITY, action: timeouts.ofUnprocessedRequest });
    for (const connectionName of ["one", "two", "three"])
      await noticeCreate(runtime, {}, { ...hook, connectionName, adopt: true });
    assert.deepEqual(sleeps, [5_000]);
  });
});
