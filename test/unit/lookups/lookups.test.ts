import assert from "node:assert/strict";
import { mock } from "node:test";
import { inspect } from "node:util";
import * as pulumi from "@pulumi/pulumi";
import { type LocalAtlas, startLocalAtlas } from "../../../atlas-local";
import {
  AtlasProvider,
  type GetStreamConnectionArgs,
  getStreamConnection,
  getStreamConnectionOutput,
  getStreamConnections,
  getStreamConnectionsOutput,
  StreamConnection,
} from "../../../provider";
import { fieldsOf } from "../../../provider/connections/fields";
import { connectionTypes, isConnectionType } from "../../../provider/connections/types";
import { unitTest } from "../../../provider/lookups/mocks";
import { systemClock } from "../../../provider/shared/clock";
import type { JsonObject } from "../../../provider/shared/json";
import { capture, secret } from "../../support/captured";
import { examples, projectId, workspaceName } from "../../support/examples";
import { putUnknownType } from "../../support/unknownType";

const token = secret("s3cr3t-header-of-a-looked-up-connection");
const types = Object.keys(connectionTypes).filter(isConnectionType);
const at = (connectionName: string) => ({ projectId, workspaceName, connectionName });
const roleArn = "arn:aws:iam::123456789012:role/atlas";

/** The message of a rejected look-up. The whole error is captured. */
async function messageOf(lookup: Promise<unknown>): Promise<string> {
  const error = await lookup.then(
    () => assert.fail("the look-up should have failed"),
    (reason: unknown) => reason,
  );
  assert.ok(pulumi.RunError.isInstance(error), "Pulumi prints only a RunError without a stack");
  capture("look-up", inspect(error, { showHidden: true, depth: 10 }));
  return error.message;
}

/** An output with its internal members. */
interface Inner<T> {
  isKnown: Promise<boolean>;
  promise(): Promise<T>;
}
const inner = <T>(output: pulumi.Output<T>) => output as unknown as Inner<T>;

describe("look-ups", () => {
  let atlas: LocalAtlas;

  const useMocks = (preview: boolean, id: string | undefined = "an-id") =>
    pulumi.runtime.setMocks(
      { newResource: ({ inputs }) => ({ id, state: inputs }), call: () => ({}) },
      "project",
      "stack",
      preview,
    );
  /** Credentials in the stack's configuration. */
  const configure = (settings: Record<string, string>) =>
    pulumi.runtime.setAllConfig(
      Object.fromEntries(Object.entries(settings).map(([key, value]) => [`mongodbatlas:${key}`, value])),
    );
  const settings = () => ({
    baseUrl: atlas.url,
    publicKey: atlas.environment.MONGODB_ATLAS_PUBLIC_KEY ?? "",
    privateKey: secret(atlas.environment.MONGODB_ATLAS_PRIVATE_KEY ?? ""),
  });

  before(() => {
    // These tests use mocks for outputs, and ask the local Atlas.
    mock.method(unitTest, "mocks", () => undefined);
    // No real wait between attempts.
    mock.method(systemClock, "sleep", async () => {});
  });
  after(() => mock.restoreAll());
  beforeEach(async () => {
    atlas = await startLocalAtlas({ dialect: { publicPrivateNetworking: true } });
    await useMocks(false);
    configure(settings());
  });
  afterEach(() => {
    configure({});
    return atlas.close();
  });

  describe("of one connection", () => {
    for (const type of types) {
      it(`return every field of ${type} that Atlas has, and nothing else`, async () => {
        const { adopt: _, timeouts: __, ...full } = structuredClone(examples[type].full);
        const { projectId: ___, workspaceName: ____, connectionName, ...fields } = full;
        const name = String(connectionName);
        const { id } = atlas.put(projectId, workspaceName, { ...structuredClone(fields), name, type });
        for (const { path, traits } of fieldsOf(type)) {
          const parent = path.slice(0, -1).reduce<JsonObject>((at, key) => at[key] as JsonObject, full);
          if (traits.writeOnly) delete parent[path.at(-1) ?? ""];
        }
        assert.deepEqual(await getStreamConnection(at(name)), { ...full, state: "READY", connectionId: id });
      });
    }

    it("leave out defaults of Atlas, and links", async () => {
      await atlas.close();
      atlas = await startLocalAtlas({ dialect: { links: true } });
      configure(settings());
      const { id } = atlas.put(projectId, workspaceName, { name: "lake", type: "S3", aws: { roleArn } });
      assert.deepEqual(await getStreamConnection(at("lake")), {
        ...at("lake"),
        type: "S3",
        aws: { roleArn },
        region: "VIRGINIA_USA",
        state: "READY",
        connectionId: id,
      });
    });

    it("return the common fields of an unknown type", async () => {
      const id = putUnknownType(atlas, "beam", "Teleport");
      assert.deepEqual(await getStreamConnection(at("beam")), {
        ...at("beam"),
        type: "Teleport",
        region: "VIRGINIA_USA",
        state: "READY",
        connectionId: id,
      });
    });

    it("retry once before they report a missing connection", async () => {
      assert.equal(
        await messageOf(getStreamConnection(at("missing"))),
        `could not look up connection ${projectId}/${workspaceName}/missing: there is no such connection in Atlas`,
      );
      assert.equal(atlas.requests.filter(({ status }) => status === 404).length, 2);
    });

    it("report other errors in Atlas' words, with a hint", async () => {
      const body = { error: 404, errorCode: "STREAM_TENANT_NOT_FOUND_FOR_NAME", detail: "No such instance." };
      atlas.fault({ times: 2, action: { kind: "status", status: 404, body } });
      assert.match(
        await messageOf(getStreamConnection(at("orders"))),
        /^could not look up connection .*: 404 STREAM_TENANT_NOT_FOUND_FOR_NAME: No such instance\. \(GET http.*\)\. Check workspaceName and projectId/,
      );
    });
  });

  describe("of a workspace", () => {
    it("return all pages, sorted by name", async () => {
      const names = Array.from({ length: 1_001 }, (_, i) => `lake-${String(i).padStart(4, "0")}`);
      for (const name of [...names].reverse())
        atlas.put(projectId, workspaceName, { name, type: "S3", aws: { roleArn } });
      const { results, ...workspace } = await getStreamConnections({ projectId, workspaceName });
      assert.deepEqual(workspace, { projectId, workspaceName });
      assert.deepEqual(
        results.map(({ connectionName }) => connectionName),
        names,
      );
      assert.equal(atlas.requests.filter(({ status }) => status === 200).length, 3);
    });

    it("return connections that are being deleted or of an unknown type too", async () => {
      putUnknownType(atlas, "beam", "Teleport");
      atlas.put(projectId, workspaceName, { name: "lake", type: "S3", aws: { roleArn } });
      atlas.setState(projectId, workspaceName, "lake", "DELETING");
      const { results } = await getStreamConnections({ projectId, workspaceName });
      assert.deepEqual(
        results.map(({ type, state }) => [type, state]),
        [
          ["Teleport", "READY"],
          ["S3", "DELETING"],
        ],
      );
    });

    it("return nothing for an empty workspace", async () => {
      const { results } = await getStreamConnections({ projectId, workspaceName });
      assert.deepEqual(results, []);
    });
  });

  it("share one client, and so one challenge, with the same credentials", async () => {
    atlas.put(projectId, workspaceName, { name: "lake", type: "S3", aws: { roleArn } });
    await Promise.all([
      ...Array.from({ length: 5 }, () => getStreamConnection(at("lake"))),
      getStreamConnections({ projectId, workspaceName }),
    ]);
    assert.equal(atlas.requests.filter(({ status }) => status === 401).length, 1);
    assert.equal(atlas.requests.filter(({ status }) => status === 200).length, 6);
  });

  describe("with wrong arguments", () => {
    afterEach(() => assert.equal(atlas.requests.length, 0));

    const wrong: [title: string, args: object, message: string][] = [
      [
        "a wrong project",
        { ...at("orders"), projectId: "x" },
        "projectId: must be the id of an Atlas project: 24 lower-case hexadecimal digits",
      ],
      ["a missing name", { projectId, workspaceName }, "connectionName: is required"],
      [
        "a value that is not a text",
        { ...at("orders"), workspaceName: 1 },
        "workspaceName: must be a string",
      ],
      [
        "another provider's name",
        { ...at("orders"), instanceName: "shop" },
        "instanceName: is called workspaceName here",
      ],
      [
        "an argument of resources",
        { ...at("orders"), adopt: true },
        "adopt: is not an argument of getStreamConnection; allowed are projectId, workspaceName, connectionName",
      ],
      [
        "an output",
        { ...at("orders"), workspaceName: pulumi.output("shop") },
        "workspaceName: is an output; use getStreamConnectionOutput",
      ],
    ];
    for (const [title, args, message] of wrong) {
      it(`refuse ${title} before any request`, async () => {
        const lookup = getStreamConnection(args as GetStreamConnectionArgs);
        assert.equal(await messageOf(lookup), `getStreamConnection: ${message}`);
      });
    }

    it("refuse a name that addresses another resource, and report all parts at once", async () => {
      const { message } = await getStreamConnection({
        projectId: "",
        workspaceName: "a/b",
        connectionName: "..",
      }).catch((error) => error);
      assert.deepEqual(message.match(/\w+: must be/g), [
        "projectId: must be",
        "workspaceName: must be",
        "connectionName: must be",
      ]);
    });

    it("refuse the name of a connection for a list", async () => {
      const args = at("orders");
      assert.equal(
        await messageOf(getStreamConnections(args)),
        "getStreamConnections: connectionName: is not an argument of getStreamConnections; allowed are projectId, workspaceName",
      );
    });

    it("refuse missing credentials", async () => {
      configure({ baseUrl: atlas.url });
      assert.match(
        await messageOf(getStreamConnection(at("orders"))),
        /^could not look up connection .*: Atlas credentials are missing\. Set an API key/,
      );
    });

    it("refuse half credentials", async () => {
      const { privateKey: _, ...half } = settings();
      configure(half);
      assert.match(
        await messageOf(getStreamConnections({ projectId, workspaceName })),
        /mongodbatlas:privateKey .* is not$/,
      );
    });

    it("refuse a provider of another kind", async () => {
      const provider = new (class extends pulumi.ProviderResource {})("other", "other");
      const expected = {
        message: "getStreamConnection: provider must be an AtlasProvider of pulumi-atlas-streams",
      };
      await assert.rejects(getStreamConnection(at("orders"), { provider }), expected);
      assert.throws(() => getStreamConnectionOutput(at("orders"), { provider }), expected);
    });
  });

  describe("with an AtlasProvider", () => {
    let other: LocalAtlas;
    const keys = { publicKey: "other", privateKey: secret("s3cr3t-key-of-another-account") };

    beforeEach(async () => {
      other = await startLocalAtlas({ apiKeys: [keys] });
      other.put(projectId, workspaceName, { name: "lake", type: "S3", aws: { roleArn } });
    });
    afterEach(() => other.close());

    it("use its account", async () => {
      const provider = new AtlasProvider("other", { ...keys, baseUrl: pulumi.output(other.url) });
      assert.equal((await getStreamConnection(at("lake"), { provider })).type, "S3");
      const output = getStreamConnectionOutput(at("lake"), { provider });
      assert.equal((await inner(output).promise()).type, "S3");
      assert.equal(await pulumi.isSecret(output), false, "its keys are secret, what it finds is not");
      assert.equal(atlas.requests.length, 0);
    });

    it("use the account of a parent", async () => {
      const provider = new AtlasProvider("other", { ...keys, baseUrl: other.url });
      const parent = new pulumi.ComponentResource("test:index:Shop", "shop", {}, { providers: [provider] });
      assert.equal((await getStreamConnection(at("lake"), { parent })).type, "S3");
    });

    it("wait for unknown credentials", async () => {
      await useMocks(true);
      const later = pulumi.output(Promise.resolve(pulumi.unknown)) as pulumi.Output<string>;
      const provider = new AtlasProvider("other", { ...keys, privateKey: later, baseUrl: other.url });
      assert.equal(await inner(getStreamConnectionOutput(at("lake"), { provider })).isKnown, false);
      assert.equal(
        await messageOf(getStreamConnection(at("lake"), { provider })),
        "getStreamConnection: the settings of the AtlasProvider are not known yet in this preview; use getStreamConnectionOutput, which waits for them",
      );
      assert.equal(other.requests.length, 0);
    });

    it("do not show its secrets when it is printed", () => {
      const provider = new AtlasProvider("other", { ...keys, baseUrl: other.url });
      capture("inspect", inspect(provider, { showHidden: true, depth: 10 }));
      capture("keys", JSON.stringify(Object.getOwnPropertyNames(provider)));
      assert.doesNotMatch(inspect(provider, { showHidden: true, depth: 3 }), /s3cr3t/);
    });
  });

  describe("in outputs", () => {
    beforeEach(() => {
      atlas.put(projectId, workspaceName, {
        name: "hook",
        type: "Https",
        url: "https://example.com/hook",
        headers: { Authorization: token },
      });
      atlas.put(projectId, workspaceName, { name: "lake", type: "S3", aws: { roleArn } });
    });

    it("keep headers secret, and nothing else", async () => {
      const found = getStreamConnectionOutput({ ...at("hook"), workspaceName: pulumi.output(workspaceName) });
      assert.equal(await pulumi.isSecret(found), false);
      const url = found.apply((connection) => connection.url);
      assert.equal(await pulumi.isSecret(url), false);
      assert.equal(await inner(url).promise(), "https://example.com/hook");
      assert.equal(await pulumi.isSecret(found.headers), true);
      assert.deepEqual(await inner(found.headers).promise(), { Authorization: token });
      const header = found.apply(({ headers }) => headers.apply((map) => map?.Authorization));
      assert.equal(await pulumi.isSecret(header), true);
    });

    it("keep the headers of a list secret, and nothing else", async () => {
      const { results } = getStreamConnectionsOutput({ projectId: pulumi.output(projectId), workspaceName });
      const [names, headers, none] = [
        results.apply((all) => all.map(({ connectionName }) => connectionName)),
        results.apply((all) => pulumi.output(all[0]?.headers)),
        results.apply((all) => pulumi.output(all[1]?.headers)),
      ];
      assert.deepEqual(await inner(names).promise(), ["hook", "lake"]);
      assert.equal(await pulumi.isSecret(names), false);
      assert.deepEqual(await inner(headers).promise(), { Authorization: token });
      assert.equal(await pulumi.isSecret(headers), true);
      assert.equal(await inner(none).promise(), undefined);
      assert.equal(await pulumi.isSecret(none), false);
    });

    it("are sent to the engine with exactly the header values as secrets", async () => {
      const { results } = getStreamConnectionsOutput({ projectId, workspaceName });
      const sent = await pulumi.runtime.serializeProperties("test", { results });
      const signature = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
      const [hook, lake] = sent.results as JsonObject[];
      assert.deepEqual(hook?.headers, { ...signature, value: { Authorization: token } });
      assert.equal(hook?.url, "https://example.com/hook");
      assert.deepEqual(lake?.aws, { roleArn });
    });

    it("are unknown while an argument is unknown, and send nothing", async () => {
      await useMocks(true);
      const later = pulumi.output(Promise.resolve(pulumi.unknown)) as pulumi.Output<string>;
      assert.equal(
        await inner(getStreamConnectionOutput({ ...at("hook"), connectionName: later })).isKnown,
        false,
      );
      assert.equal(
        await inner(getStreamConnectionsOutput({ projectId, workspaceName: later })).isKnown,
        false,
      );
      assert.equal(atlas.requests.length, 0);
    });

    it("are unknown while the resource of an argument does not exist yet", async () => {
      await useMocks(true, "");
      const created = new StreamConnection("created", { ...at("created"), type: "Sample" });
      const found = getStreamConnectionOutput({ ...at("x"), connectionName: created.connectionName });
      assert.equal(await inner(found).isKnown, false);
      assert.equal(atlas.requests.length, 0);
    });

    it("send requests in previews when everything is known", async () => {
      await useMocks(true);
      assert.equal(await inner(getStreamConnectionOutput(at("lake")).type).promise(), "S3");
    });

    it("fail with a message without secret arguments", async () => {
      const hidden = secret("s3cr3t-name");
      const found = getStreamConnectionOutput({ ...at("x"), connectionName: pulumi.secret(hidden) });
      assert.equal(
        await messageOf(inner(found).promise()),
        "could not look up connection [secret]: there is no such connection in Atlas".replace(
          "[secret]",
          "[secret]/[secret]/[secret]",
        ),
      );
    });
  });

  it("are secrets as a whole where a field other than headers is one", async () => {
    const url = `https://user:${secret("s3cr3t-in-a-url")}@example.com`;
    atlas.put(projectId, workspaceName, {
      name: "hook",
      type: "Https",
      url,
      headers: { Authorization: token },
    });
    const one = getStreamConnectionOutput(at("hook"));
    const all = getStreamConnectionsOutput({ projectId, workspaceName });
    for (const found of [one.url, one.connectionName, one.headers, all.results])
      assert.equal(await pulumi.isSecret(found as pulumi.Output<unknown>), true);
    assert.equal(await inner(one.url as pulumi.Output<string>).promise(), url);
    assert.deepEqual(await inner(one.headers).promise(), { Authorization: token });
    const nested = one.apply(({ headers }) => headers.apply((values) => values?.Authorization));
    assert.equal(await inner(nested).promise(), token);
  });

  it("show state and type as one printable line", async () => {
    const body = {
      name: "odd",
      type: "Car\u001b[31m\nrier\u202e",
      state: `BUSY\r\u009b2J ${"x".repeat(500)}`,
      id: "a",
    };
    atlas.fault({ method: "GET", action: { kind: "status", status: 200, body } });
    const { type, state } = await getStreamConnection(at("odd"));
    assert.equal(type, "Car [31m rier");
    assert.match(state, /^BUSY 2J x{90,}…$/);
  });

  it("mark every secret that Atlas returns", () => {
    const returned = types.flatMap((type) =>
      fieldsOf(type).filter(({ traits }) => traits.secret && !traits.writeOnly),
    );
    assert.deepEqual(
      returned.map(({ path }) => path),
      [["headers", "*"]],
    );
  });

  it("redact credentials in errors", async () => {
    const { privateKey } = settings();
    const body = { error: 400, errorCode: "WRONG", detail: `The key ${privateKey} is wrong.` };
    atlas.fault({ action: { kind: "status", status: 400, body } });
    assert.match(await messageOf(getStreamConnection(at("orders"))), /The key \[secret\] is wrong/);
  });
});
