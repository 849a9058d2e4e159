import assert from "node:assert/strict";
import { type LocalAtlas, type LocalAtlasOptions, startLocalAtlas } from "../../atlas-local";
import { noticeAdoption } from "../../provider/resource/adoptionNotice";
import { create } from "../../provider/resource/create";
import { deleteConnection } from "../../provider/resource/delete";
import type { JsonObject } from "../../provider/shared/json";
import { projectId, workspaceName } from "../support/examples";
import { runtimeFor } from "../support/runtime";
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

/** What somebody else, or a former resource, has left under a name, or puts there meanwhile. */
describe("a name that comes from one connection to another", () => {
  let atlas: LocalAtlas;
  const start = async (options: LocalAtlasOptions = {}) => {
    atlas = await startLocalAtlas({ pendingMs: 0, ...options });
    return atlas;
  };
  afterEach(() => atlas?.close());

  const there = () => atlas.connection(projectId, workspaceName, "hook");
  const methods = () => atlas.requests.map(({ method }) => method);
  const propsOf = (inputs: JsonObject) => ({ ...inputs, state: "READY", connectionId: there()?.id });

  it("is no reason to delete the second one, when the first one's end was not seen", async () => {
    await start({ deletingMs: { PUBLIC: 3_600_000 } });
    atlas.put(projectId, workspaceName, { name: "hook", type: "Https", url: "https://example.com/first" });
    const { runtime, lines } = runtimeFor(atlas, (elapsed) => {
      // While it waits for the end of the first one, which Atlas still showed as DELETING.
      if (elapsed < 15_000 || there()?.url === "https://example.com/second") return;
      atlas.remove(projectId, workspaceName, "hook");
      atlas.put(projectId, workspaceName, { name: "hook", type: "Https", url: "https://example.com/second" });
    });
    await deleteConnection(runtime, id, propsOf(hook));
    assert.equal(there()?.url, "https://example.com/second");
    assert.equal(methods().filter((method) => method === "DELETE").length, 1);
    assert.deepEqual(lines, []);
  });

  it("is believed to be free at the second look only, since Atlas lags", async () => {
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

  it("is an error, not a wait of 40 minutes, where the deletion has FAILED", async () => {
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

  it("brings the new secrets along, when the answer to a POST was lost and the connection looks like ours", async () => {
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

  it("is no success before a private connection is READY again that was adopted and changed", async () => {
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

  it("is not taken over in another region, which Atlas cannot change", async () => {
    await start();
    atlas.put(projectId, workspaceName, { name: "hook", type: "Https", url: "https://example.com/1" });
    await assert.rejects(
      create(runtimeFor(atlas).runtime, { ...hook, region: "DUBLIN_IRL", adopt: true }),
      /differs in region, which Atlas cannot change/,
    );
    assert.ok(!methods().includes("PATCH"));
  });

  it("tells two that take it over at the same time apart", async () => {
    await start();
    atlas.put(projectId, workspaceName, { name: "hook", type: "Https", url: "https://example.com/1" });
    const { runtime } = runtimeFor(atlas);
    const adopting = { ...hook, adopt: true };
    const [one, other] = await Promise.all([create(runtime, adopting), create(runtime, adopting)]);
    assert.ok(one.outs.adoptionId);
    assert.notEqual(one.outs.adoptionId, other.outs.adoptionId);
  });

  it("tells two apart on servers that give connections no id", async () => {
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

  it("says what is not known where the time runs out behind a lost answer", async () => {
    await start({ eventualConsistencyMs: 3_600_000 });
    atlas.fault({ method: "POST", times: Number.POSITIVE_INFINITY, action: { kind: "statusAfter" } });
    await assert.rejects(
      create(runtimeFor(atlas).runtime, { ...hook, timeouts: { create: "5s" } }),
      /It is not known whether Atlas has created the connection.*PULUMI_ATLAS_STREAMS_ADOPT=1/,
    );
  });

  it("costs a preview 5 s a workspace at most where Atlas does not answer", async () => {
    await start();
    atlas.fault({ method: "GET", times: Number.POSITIVE_INFINITY, action: { kind: "hang" } });
    const { runtime, sleeps } = runtimeFor(atlas);
    for (const connectionName of ["one", "two", "three"])
      await noticeAdoption(runtime, {}, { ...hook, connectionName, adopt: true });
    assert.deepEqual(sleeps, [5_000]);
  });
});
