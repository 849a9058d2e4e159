import assert from "node:assert/strict";
import { type LocalAtlas, type LocalAtlasOptions, startLocalAtlas } from "../../atlas-local";
import { unknownValue } from "../../provider/connections/unknown";
import type { InitializationError } from "../../provider/process/initializationError";
import { type Hooks, hooksOf } from "../../provider/resource/hooks";
import type { JsonObject } from "../../provider/shared/json";
import { projectId, workspaceName } from "../support/examples";
import { runtimeFor, type TestRuntime, type TestRuntimeOptions, timeouts } from "../support/runtime";
import { unmarked } from "../support/unmarked";

const name = "orders";
const region = "DUBLIN_IRL";
const password = "s3cr3t-of-dublin";
const text = { __provider: "text" };
const parent = {
  name,
  type: "Kafka",
  bootstrapServers: "a.example.com:9092",
  security: { protocol: "SASL_SSL" },
  authentication: { mechanism: "PLAIN", username: "atlas", password: "s3cr3t-of-virginia" },
} as const;
const kafka: JsonObject = {
  ...text,
  projectId,
  workspaceName,
  connectionName: name,
  type: "Kafka",
  region,
  bootstrapServers: "dublin.example.com:9092",
  security: { protocol: "SASL_SSL" },
  authentication: { mechanism: "PLAIN", username: "atlas", password },
  config: { "auto.offset.reset": "earliest" },
};

describe("a failover connection", () => {
  let atlas: LocalAtlas;
  let hooks: Hooks;
  let test: TestRuntime;

  const start = async (
    options: LocalAtlasOptions = {},
    onSleep?: (elapsed: number) => void,
    more: TestRuntimeOptions = {},
  ) => {
    atlas = await startLocalAtlas(options);
    atlas.put(projectId, workspaceName, parent);
    test = runtimeFor(atlas, onSleep, more);
    hooks = hooksOf(() => test.runtime, "failover");
  };
  afterEach(() => atlas.close());

  const shown = () => atlas.failovers(projectId, workspaceName, name);
  const methods = () => atlas.requests.map(({ method }) => method);
  const create = async (props = kafka) => {
    const { id, outs } = await hooks.create(props);
    return { id, outs: unmarked({ ...text, ...outs }) as JsonObject };
  };
  const idOfShown = () => `${projectId}/${workspaceName}/${name}/${shown()[0]?.id}`;

  it("is created with one request, and has Atlas' id as the last part of its id", async () => {
    await start();
    const { id, outs } = await create();
    assert.deepEqual(methods(), ["GET", "POST"]);
    assert.equal(shown().length, 1);
    assert.equal(id, idOfShown());
    assert.deepEqual([outs.state, outs.region, outs.connectionId], ["READY", region, shown()[0]?.id]);
    const secrets = atlas.secretsOf(projectId, workspaceName, name, shown()[0]?.id ?? undefined);
    assert.equal(secrets["authentication.password"], password);
    assert.equal(atlas.connection(projectId, workspaceName, name)?.bootstrapServers, parent.bootstrapServers);
  });

  it("shows no drift after a refresh, and shows what a person changed", async () => {
    await start();
    const { id, outs } = await create();
    const same = await hooks.read(id, outs);
    assert.deepEqual(unmarked({ ...text, ...same.props }), outs);
    atlas.putFailover(projectId, workspaceName, {
      ...parent,
      region,
      bootstrapServers: "other.example.com:9092",
    });
    const drifted = await hooks.read(id, outs);
    assert.equal(drifted.id, id);
    assert.equal((drifted.inputs as JsonObject).bootstrapServers, "other.example.com:9092");
    assert.equal((drifted.inputs as JsonObject).region, region);
  });

  it("can be read by its id alone", async () => {
    await start();
    const { id } = await create();
    const { props, inputs } = await hooks.read(id, text);
    assert.equal((inputs as JsonObject).region, region);
    assert.equal((props as JsonObject).bootstrapServers, "dublin.example.com:9092");
    await assert.rejects(hooks.read(`${projectId}/${workspaceName}/${name}`, text), {
      message: /It has four parts/,
    });
    await assert.rejects(hooks.read(`${id}0`, text), { message: /there is no such connection in Atlas/ });
  });

  it("is gone when Atlas no longer lists it, its connection or its workspace", async () => {
    await start();
    const { id, outs } = await create();
    atlas.removeFailover(projectId, workspaceName, name, String(outs.connectionId));
    assert.deepEqual(await hooks.read(id, outs), { id: "", props: {} });
    atlas.remove(projectId, workspaceName, name);
    assert.deepEqual(await hooks.read(id, outs), { id: "", props: {} });
  });

  it("is gone with its connection, whatever the code of the list", async () => {
    await start();
    const { id, outs } = await create();
    const body = { error: 404, errorCode: "SOME_CODE", detail: "not found" };
    const action = { kind: "status", status: 404, body } as const;
    atlas.fault({ path: /failover/, times: Number.POSITIVE_INFINITY, action });
    await assert.rejects(hooks.read(id, outs), { message: /404 SOME_CODE/ });
    await assert.rejects(hooks.delete(id, outs), { message: /404 SOME_CODE/ });
    atlas.remove(projectId, workspaceName, name);
    assert.deepEqual(await hooks.read(id, outs), { id: "", props: {} });
    await hooks.delete(id, outs);
  });

  it("is not gone because a server has no failover connections", async () => {
    await start({ dialect: { failovers: false } });
    await assert.rejects(
      hooks.read(`${projectId}/${workspaceName}/${name}/5f2a7c1e9b3d4a6f8c0e1d2b`, kafka),
      { message: /404 RESOURCE_NOT_FOUND/ },
    );
  });

  it("is changed with one PATCH, which also removes what the program has dropped", async () => {
    await start();
    const { id, outs } = await create();
    atlas.clearRequests();
    const { config: _, ...rest } = kafka;
    const news = { ...rest, bootstrapServers: "new.example.com:9092" };
    const { outs: after } = await hooks.update(id, outs, news);
    assert.deepEqual(methods(), ["PATCH"]);
    assert.equal(shown()[0]?.bootstrapServers, "new.example.com:9092");
    assert.deepEqual(shown()[0]?.config ?? {}, {});
    assert.equal(after?.connectionId, outs.connectionId);
    assert.equal(after?.region, region);
  });

  it("is deleted, and its connection stays", async () => {
    await start();
    const { id, outs } = await create();
    await hooks.delete(id, outs);
    assert.deepEqual(shown(), []);
    assert.ok(atlas.connection(projectId, workspaceName, name));
    // A second run, after an interruption.
    await hooks.delete(id, outs);
  });

  it("waits for READY, and until it is gone", async () => {
    await start({ pendingMs: { VPC: 3_600_000 }, deletingMs: 3_600_000 }, (elapsed) => {
      const [failover] = shown();
      if (failover?.state === "PENDING" && elapsed > 60_000)
        atlas.setFailoverState(projectId, workspaceName, name, String(failover.id), "READY");
      if (failover?.state === "DELETING" && elapsed > 240_000)
        atlas.removeFailover(projectId, workspaceName, name, String(failover.id));
    });
    const { id, outs } = await create({ ...kafka, networking: { access: { type: "VPC" } } });
    assert.equal(outs.state, "READY");
    assert.ok(test.clock.elapsed > 60_000);
    await hooks.delete(id, outs);
    assert.deepEqual(shown(), []);
    for (const event of ["become READY", "disappear"])
      assert.match(
        test.lines.join("\n"),
        new RegExp(`connection orders \\(failover in DUBLIN_IRL\\) to ${event}`),
      );
  });

  it("is deleted once Atlas has deployed it, whatever the code of the 409", async () => {
    const body = { error: 409, errorCode: "SOME_CODE", detail: "Deploying." };
    await start({ pendingMs: { VPC: 3_600_000 }, deletingMs: { VPC: 0 } }, (elapsed) => {
      const [failover] = shown();
      if (failover?.state !== "PENDING" || elapsed < 60_000) return;
      atlas.setFailoverState(projectId, workspaceName, name, String(failover.id), "READY");
      atlas.clearFaults();
    });
    const vpc = { ...kafka, networking: { access: { type: "VPC" } }, timeouts: { create: "20s" } };
    const error: unknown = await create(vpc).catch((thrown: unknown) => thrown);
    const { id, properties } = error as InitializationError;
    const refuse = () =>
      atlas.fault({ method: "DELETE", times: 100, action: { kind: "status", status: 409, body } });
    refuse();
    await hooks.delete(id, unmarked(properties) as JsonObject);
    assert.deepEqual(shown(), []);
    // Once it is READY, a 409 has another reason.
    const ready = await create();
    refuse();
    await assert.rejects(hooks.delete(ready.id, ready.outs), { message: /409 SOME_CODE/ });
  });

  it("stays in the state when Atlas reports it as FAILED", async () => {
    await start({ failing: (connection) => connection.region === region });
    const error: unknown = await create().catch((thrown: unknown) => thrown);
    const { id, properties } = error as InitializationError;
    assert.equal(id, idOfShown());
    assert.equal(properties.state, "FAILED");
    assert.match(
      (error as Error).message,
      /could not create Kafka connection orders \(failover in DUBLIN_IRL\)/,
    );
    await hooks.delete(id, unmarked(properties) as JsonObject);
    assert.deepEqual(shown(), []);
  });

  it("is found again when the response to its creation is lost", async () => {
    await start();
    atlas.fault({ method: "POST", path: /failover/, action: timeouts.ofProcessedRequest, times: 1 });
    const { id } = await create();
    assert.equal(shown().length, 1);
    assert.equal(id, idOfShown());
    assert.match(test.lines.join("\n"), /whose response was lost; it counts as created/);
  });

  for (const noId of [{}, { id: null }])
    it(`is found again when the response to its creation has no id: ${JSON.stringify(noId)}`, async () => {
      await start();
      const failover = { name, type: "Kafka", region, state: "READY", ...noId };
      atlas.fault({
        method: "POST",
        path: /failover/,
        action: { kind: "body", body: JSON.stringify(failover) },
        times: 1,
      });
      const { id } = await create();
      assert.equal(shown().length, 1);
      assert.equal(id, idOfShown());
    });

  it("needs no id in the responses to PATCH", async () => {
    await start();
    const withoutId = (more: object) => {
      const { id: _, state: __, ...body } = { ...shown()[0], ...more } as JsonObject;
      atlas.fault({
        method: "PATCH",
        path: /failover/,
        action: { kind: "body", body: JSON.stringify(body) },
        times: 1,
      });
    };
    atlas.putFailover(projectId, workspaceName, { ...parent, region });
    withoutId({ bootstrapServers: kafka.bootstrapServers });
    const { id, outs } = await create({ ...kafka, adopt: true });
    assert.equal(id, idOfShown());
    assert.equal(outs.connectionId, shown()[0]?.id);
    withoutId({ bootstrapServers: "new.example.com:9092" });
    const { outs: after } = await hooks.update(id, outs, {
      ...kafka,
      adopt: true,
      bootstrapServers: "new.example.com:9092",
    });
    assert.equal(after?.connectionId, outs.connectionId);
  });

  it("is not taken over without adopt, and with adopt it is", async () => {
    await start();
    atlas.putFailover(projectId, workspaceName, { ...parent, region });
    await assert.rejects(create(), { message: /409 .* set adopt: true/ });
    assert.equal(shown()[0]?.bootstrapServers, parent.bootstrapServers);
    const { id } = await create({ ...kafka, adopt: true });
    assert.equal(id, idOfShown());
    assert.equal(shown()[0]?.bootstrapServers, "dublin.example.com:9092");
  });

  it("shows why Atlas refuses it, when a 409 does not mean that it exists", async () => {
    await start();
    const body = { error: 409, errorCode: "SOME_CODE", detail: "Not a failover region of the workspace." };
    const fault = atlas.fault({
      method: "POST",
      path: /failover/,
      action: { kind: "status", status: 409, body },
      times: 100,
    });
    const timed = { ...kafka, timeouts: { create: "2m" } };
    await assert.rejects(create(timed), { message: /still waiting for Atlas .* SOME_CODE: Not a failover/ });
    assert.match(test.lines[0] ?? "", /waiting for Atlas .* SOME_CODE: Not a failover region/);
    fault.remove();
    assert.match((await create(timed)).id, /[0-9a-f]{24}$/);
  });

  it("is an error when its connection does not exist", async () => {
    await start();
    atlas.remove(projectId, workspaceName, name);
    await assert.rejects(create(), {
      message: /STREAM_CONNECTION_NOT_FOUND_FOR_NAME.* take connectionName from the connection's outputs/,
    });
  });

  it("is created when Atlas does not show its new connection yet", async () => {
    await start();
    const body = { error: 404, errorCode: "STREAM_CONNECTION_NOT_FOUND_FOR_NAME", detail: "not found" };
    atlas.fault({
      method: "POST",
      path: /failover/,
      action: { kind: "status", status: 404, body },
      times: 2,
    });
    assert.equal((await create()).id, idOfShown());
  });

  it("names the connection in the body, because Atlas fails otherwise, and asks for the version that has failovers", async () => {
    await start({ record: true });
    const { id, outs } = await create();
    await hooks.update(id, outs, { ...kafka, config: { "auto.offset.reset": "latest" } });
    const writes = atlas.exchanges.filter(({ request }) => /failover/.test(request.target) && request.body);
    assert.ok(writes.length >= 2);
    for (const { request } of writes) assert.equal(JSON.parse(request.body).name, name);
    for (const { request } of writes)
      assert.equal(request.headers.accept, "application/vnd.atlas.2025-03-12+json");
  });

  describe("whose region Atlas spells otherwise", () => {
    /** An Atlas that writes the program's region in its own way. */
    const startWith = (spelling: string) =>
      start({}, undefined, {
        wrap: (send) => (request) => {
          const body = request.body?.replace(`"region":"${spelling}"`, `"region":"${region}"`);
          return send(body === undefined ? request : { ...request, body });
        },
      });

    it("is neither replaced nor drifted, but a change of the region replaces it", async () => {
      await startWith("EU_WEST_1");
      const props = { ...kafka, region: "EU_WEST_1" };
      const { id, outs } = await create(props);
      assert.match(test.lines.join(), /Atlas shows region of connection orders .* in its own spelling/);
      assert.equal(outs.region, region);
      assert.equal((await hooks.diff(id, outs, props)).changes, false);
      const read = await hooks.read(id, outs);
      assert.equal((read.inputs as JsonObject).region, "EU_WEST_1");
      const after = unmarked({ ...text, ...read.props }) as JsonObject;
      assert.deepEqual(after, outs);
      const news = { ...props, bootstrapServers: "new.example.com:9092" };
      assert.deepEqual((await hooks.diff(id, after, news)).replaces, []);
      const { outs: updated } = await hooks.update(id, after, news);
      assert.equal(
        (await hooks.diff(id, unmarked({ ...text, ...updated }) as JsonObject, news)).changes,
        false,
      );
      const moved = await hooks.diff(id, after, { ...props, region: "EU_CENTRAL_1" });
      assert.deepEqual(moved.replaces, ["region"]);
    });

    it("is found after a lost response, if only upper and lower case differ", async () => {
      await startWith("dublin_irl");
      atlas.fault({ method: "POST", path: /failover/, action: timeouts.ofProcessedRequest, times: 1 });
      const { id } = await create({ ...kafka, region: "dublin_irl" });
      assert.equal(id, idOfShown());
    });
  });

  describe("check", () => {
    const reasons = async (props: JsonObject, olds: JsonObject = {}) =>
      ((await hooks.check(olds, props)).failures ?? []).map(({ reason }) => reason);

    it("requires a region, and a type that has failover connections", async () => {
      await start();
      const { region: _, ...withoutRegion } = kafka;
      assert.match((await reasons(withoutRegion)).join(), /^region: is required/);
      const s3 = {
        ...text,
        projectId,
        workspaceName,
        connectionName: "a",
        region,
        type: "S3",
        aws: { roleArn: "arn:aws:iam::123456789012:role/a" },
      };
      assert.match((await reasons(s3)).join(), /^type: must be Cluster or Kafka/);
      assert.deepEqual(await reasons(kafka), []);
      const newer = { ...text, projectId, workspaceName, connectionName: "b", region, type: "Pulsar" };
      assert.deepEqual(await reasons({ ...newer, additionalProperties: { serviceUrl: "pulsar://b" } }), []);
    });

    it("allows one per region", async () => {
      await start();
      assert.deepEqual(await reasons(kafka), []);
      assert.deepEqual(await reasons({ ...kafka, region: "FRANKFURT_DEU" }), []);
      assert.match(
        (await reasons(kafka)).join(),
        /another resource of this program declares the connection .*DUBLIN_IRL/,
      );
    });
  });

  describe("diff", () => {
    it("replaces for another region, the new one first", async () => {
      await start();
      const { id, outs } = await create();
      const moved = await hooks.diff(id, outs, { ...kafka, region: "FRANKFURT_DEU" });
      assert.deepEqual([moved.replaces, moved.deleteBeforeReplace], [["region"], false]);
      const rewired = await hooks.diff(id, outs, { ...kafka, networking: { access: { type: "VPC" } } });
      assert.deepEqual([rewired.replaces, rewired.deleteBeforeReplace], [["networking"], true]);
      assert.equal((await hooks.diff(id, outs, kafka)).changes, false);
    });

    it("replaces with its connection, which the engine announces with an unknown name", async () => {
      await start();
      const { id, outs } = await create();
      const { replaces } = await hooks.diff(id, outs, { ...kafka, connectionName: unknownValue });
      assert.deepEqual(replaces, ["connectionName"]);
      assert.deepEqual(test.lines, [
        "connection orders (failover in DUBLIN_IRL) will be deleted and created again by pulumi up, because its connectionName comes from a resource that changes",
      ]);
    });
  });
});
