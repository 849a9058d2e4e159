import assert from "node:assert/strict";
import { type LocalAtlas, startLocalAtlas } from "../../atlas-local";
import { InitializationError } from "../../provider/process/initializationError";
import type { Runtime } from "../../provider/process/runtime";
import { create } from "../../provider/resource/create";
import { update } from "../../provider/resource/update";
import type { JsonObject } from "../../provider/shared/json";
import { projectId } from "../support/examples";
import { describeForEachPatch } from "../support/patches";
import { runtimeFor } from "../support/runtime";
import { unmarked } from "../support/unmarked";

const id = `${projectId}/shop/kafka`;
const kafka: JsonObject = {
  __provider: "text",
  projectId,
  workspaceName: "shop",
  connectionName: "kafka",
  type: "Kafka",
  bootstrapServers: "a.example.com:9092",
  security: { protocol: "SASL_SSL" },
  authentication: { mechanism: "PLAIN", username: "atlas", password: "first-password" },
  config: { "auto.offset.reset": "earliest" },
};

describeForEachPatch("update", (patch) => {
  let atlas: LocalAtlas;
  let runtime: Runtime;
  let olds: JsonObject;

  const begin = async (props: JsonObject = kafka) => {
    ({ runtime } = runtimeFor(atlas));
    olds = unmarked((await create(runtime, props)).outs) as JsonObject;
    atlas.clearRequests();
  };
  const there = () => atlas.connection(projectId, "shop", "kafka");
  const methods = () => atlas.requests.map(({ method }) => method);

  beforeEach(async () => {
    atlas = await startLocalAtlas({ patch });
  });
  afterEach(() => atlas.close());

  it("sends one PATCH with all fields, including secrets", async () => {
    await begin();
    const before = there();
    const news = { ...kafka, bootstrapServers: "b.example.com:9092" };
    const { outs } = await update(runtime, olds, news);
    assert.deepEqual(methods(), ["PATCH"]);
    assert.deepEqual(there(), { ...before, bootstrapServers: "b.example.com:9092" });
    assert.equal(atlas.secretsOf(projectId, "shop", "kafka")["authentication.password"], "first-password");
    assert.equal(outs?.state, "READY");
    assert.equal(outs?.connectionId, olds.connectionId);
    assert.equal(outs?.region, olds.region);
  });

  it("keeps the id and the region of the state when the response to the PATCH has neither", async () => {
    await begin();
    const { id: _, region: __, state: ___, ...body } = { ...there(), bootstrapServers: "b.example.com:9092" };
    atlas.fault({ method: "PATCH", action: { kind: "status", status: 200, body }, times: 1 });
    const { outs } = await update(runtime, olds, { ...kafka, bootstrapServers: "b.example.com:9092" });
    assert.equal(outs?.connectionId, olds.connectionId);
    assert.equal(outs?.region, "VIRGINIA_USA");
  });

  it("sends no request when only adopt and timeouts change", async () => {
    await begin();
    const { outs } = await update(runtime, olds, { ...kafka, adopt: true, timeouts: { update: "5m" } });
    assert.deepEqual(methods(), []);
    assert.equal(outs?.adopt, true);
    assert.deepEqual(outs?.timeouts, { update: "5m" });
  });

  it("clears a map that the program removes", async () => {
    await begin();
    const { config: _, ...news } = kafka;
    const { outs } = await update(runtime, olds, news);
    assert.deepEqual(there()?.config ?? {}, {});
    assert.equal(outs?.config, undefined);
  });

  it("clears a field inside an object by sending the object without it", async () => {
    const security = {
      protocol: "SASL_SSL",
      brokerPublicCertificate: "-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----",
    };
    await begin({ ...kafka, security });
    await update(runtime, olds, kafka);
    assert.deepEqual(there()?.security, { protocol: "SASL_SSL" });
  });

  it("repeats a lost write once, then fails and names the field", async () => {
    await begin();
    const stale = { ...there() };
    delete (stale as JsonObject).state;
    const lost = { method: "PATCH", action: { kind: "status", status: 200, body: stale } } as const;
    atlas.fault({ ...lost, times: 1 });
    await update(runtime, olds, { ...kafka, bootstrapServers: "b.example.com:9092" });
    assert.deepEqual(methods(), ["PATCH", "PATCH"]);
    assert.equal(there()?.bootstrapServers, "b.example.com:9092");

    atlas.fault({ ...lost, times: 2 });
    const news = { ...kafka, bootstrapServers: "c.example.com:9092" };
    await assert.rejects(update(runtime, olds, news), /but shows another value of bootstrapServers\./);
  });

  it("waits for READY with private networking", async () => {
    const vpc = { ...kafka, networking: { access: { type: "VPC" } } };
    await atlas.close();
    atlas = await startLocalAtlas({ patch, pendingMs: { VPC: 0 }, updatingMs: { VPC: 3_600_000 } });
    await begin(vpc);
    const waiting = runtimeFor(atlas, (elapsed) => {
      if (elapsed > 60_000) atlas.setState(projectId, "shop", "kafka", "READY");
    });
    const { outs } = await update(waiting.runtime, olds, {
      ...vpc,
      bootstrapServers: "b.example.com:9092",
    });
    assert.equal(outs?.state, "READY");
    assert.ok(waiting.sleeps.length > 3);
  });

  it("only waits when the connection is still PENDING from an earlier operation", async () => {
    await begin();
    const { outs } = await update(runtime, { ...olds, state: "PENDING" }, kafka);
    assert.deepEqual(methods(), ["GET"]);
    assert.equal(outs?.state, "READY");
  });

  it("keeps a FAILED connection in the state, with its new inputs", async () => {
    await begin();
    atlas.setState(projectId, "shop", "kafka", "FAILED");
    await assert.rejects(update(runtime, { ...olds, state: "PENDING" }, kafka), (error) => {
      assert.ok(error instanceof InitializationError);
      assert.equal(error.id, id);
      assert.equal(error.properties.state, "FAILED");
      assert.equal(error.properties.__provider, "text");
      return true;
    });
  });
});
