import assert from "node:assert/strict";
import { type LocalAtlas, type LocalAtlasOptions, startLocalAtlas } from "../../atlas-local";
import { read } from "../../provider/resource/read";
import type { JsonObject } from "../../provider/shared/json";
import { secret } from "../support/captured";
import { projectId } from "../support/examples";
import { runtimeFor } from "../support/runtime";

const id = `${projectId}/shop/lake`;
const inputs: JsonObject = {
  projectId,
  workspaceName: "shop",
  connectionName: "lake",
  type: "S3",
  aws: { roleArn: "arn:aws:iam::123456789012:role/atlas" },
};
const props = {
  ...inputs,
  __provider: "text",
  state: "READY",
  connectionId: "0".repeat(24),
  region: "VIRGINIA_USA",
};

describe("read", () => {
  let atlas: LocalAtlas;
  const start = async (options: LocalAtlasOptions = {}) => {
    atlas = await startLocalAtlas(options);
    atlas.put(projectId, "shop", { name: "lake", type: "S3", aws: inputs.aws });
    return runtimeFor(atlas);
  };
  afterEach(() => atlas.close());

  for (const [title, dialect] of Object.entries({
    "as recorded": {},
    "with links everywhere": { links: true },
    "without state, as before 2026": { noState: true },
    "with networking for every type": { publicPrivateNetworking: true, networking: true },
    "with empty maps": { emptyMaps: true },
  })) {
    it(`finds no drift in responses ${title}`, async () => {
      const { runtime } = await start({ dialect });
      const result = await read(runtime, id, props);
      assert.deepEqual(result.inputs, inputs);
      assert.equal(result.props?.state, "READY");
    });
  }

  it("names secrets with another value, which Pulumi shows like unchanged ones", async () => {
    const { runtime, lines } = await start();
    const address = { projectId, workspaceName: "shop", connectionName: "hook", type: "Https" };
    const ours = { Authorization: secret("s3cr3t-ours"), "X-Team": "a", "X-Same": "same", "X-Old": "old" };
    const theirs = {
      Authorization: secret("s3cr3t-theirs"),
      "X-Team": "b",
      "X-Same": "same",
      "X-New": "new",
    };
    const url = "https://example.com/";
    atlas.put(projectId, "shop", { name: "hook", type: "Https", url, headers: theirs });
    await read(runtime, `${projectId}/shop/hook`, { ...address, url, headers: ours });
    await read(runtime, `${projectId}/shop/hook`, { ...address, url, headers: theirs });
    await read(runtime, `${projectId}/shop/hook`, {});
    assert.deepEqual(lines, [
      "connection hook has other values in Atlas than in the state, which Pulumi shows as [secret]: headers.Authorization, headers.X-Team",
    ]);
  });

  it("retries one 404 before it reports a connection as gone", async () => {
    const { runtime, sleeps } = await start();
    atlas.remove(projectId, "shop", "lake");
    assert.deepEqual(await read(runtime, id, props), { id: "", props: {} });
    assert.deepEqual(sleeps, [10, 1_000]);
  });

  it("retries a 404 three times over 7 s for a new connection", async () => {
    const { runtime, sleeps } = await start();
    atlas.remove(projectId, "shop", "lake");
    const seconds = Math.floor(runtime.clock.now() / 1000).toString(16);
    const young = { ...props, connectionId: `${seconds}${"0".repeat(16)}` };
    assert.deepEqual(await read(runtime, id, young), { id: "", props: {} });
    assert.deepEqual(sleeps, [10, 1_000, 2_000, 4_000]);
  });

  it("finds the connection in the second read despite eventual consistency", async () => {
    const { runtime } = await start();
    const body = {
      error: 404,
      errorCode: "STREAM_CONNECTION_NOT_FOUND_FOR_NAME",
      detail: "not found",
      reason: "Not Found",
    };
    atlas.fault({
      method: "GET",
      path: /lake$/,
      skip: 1,
      times: 1,
      action: { kind: "status", status: 404, body },
    });
    const result = await read(runtime, id, props);
    assert.equal(result.id, id);
  });

  it("does not treat a proxy's 404 as a deletion", async () => {
    const { runtime } = await start();
    atlas.fault({ method: "GET", path: /lake$/, times: 9, action: { kind: "html", status: 404 } });
    await assert.rejects(read(runtime, id, props), /does not come from Atlas/);
  });

  it("treats a DELETING connection as gone", async () => {
    const { runtime } = await start();
    atlas.setState(projectId, "shop", "lake", "DELETING");
    assert.deepEqual(await read(runtime, id, props), { id: "", props: {} });
  });

  it("reads all inputs except Atlas' defaults when the state has none", async () => {
    const { runtime } = await start();
    const result = await read(runtime, id, { __provider: "text" });
    assert.deepEqual(result.inputs, inputs);
    assert.equal(result.props?.region, "VIRGINIA_USA");
  });

  it("throws for an absent connection that is not in the state", async () => {
    const { runtime } = await start();
    await assert.rejects(read(runtime, `${projectId}/shop/other`, {}), /no such connection/);
  });

  it("returns a region as input only if the program chose it", async () => {
    const { runtime } = await start();
    const chosen = await read(runtime, id, { ...props, regionRequested: true });
    assert.equal(chosen.inputs?.region, "VIRGINIA_USA");
    assert.equal(chosen.props?.regionRequested, true);
    const own = await read(runtime, id, props);
    assert.ok(!("region" in (own.inputs ?? {})));
  });

  it("reports FAILED", async () => {
    const { runtime } = await start();
    atlas.setState(projectId, "shop", "lake", "FAILED");
    assert.equal((await read(runtime, id, props)).props?.state, "FAILED");
  });
});
