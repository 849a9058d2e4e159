import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
  AtlasProvider,
  type GetStreamConnectionArgs,
  getStreamConnection,
  getStreamConnectionOutput,
  getStreamConnections,
  getStreamConnectionsOutput,
} from "../../../provider";
import { capture, secret } from "../../support/captured";

const address = { projectId: "32b6e34b3d91647abb20e7b8", workspaceName: "shop", connectionName: "orders" };
const { connectionName: _, ...workspace } = address;

/** An output with its internal members. */
const inner = <T>(output: pulumi.Output<T>) =>
  output as unknown as { isKnown: Promise<boolean>; promise(): Promise<T> };

describe("look-ups in unit tests with Pulumi's mocks", () => {
  let calls: pulumi.runtime.MockCallArgs[];

  /** Mocks whose `call` gives this answer. No credentials are set, so a request would fail. */
  const answer = (call: () => unknown, preview = false) =>
    pulumi.runtime.setMocks(
      {
        newResource: ({ inputs }) => ({ id: "an-id", state: inputs }),
        call(args) {
          calls.push(args);
          return call() as Record<string, unknown>;
        },
      },
      "project",
      "stack",
      preview,
    );

  beforeEach(() => {
    calls = [];
  });

  it("return the answer of the mocks' call, and the address", async () => {
    await answer(() => ({ type: "Kafka", bootstrapServers: "a:1", state: "READY" }));
    assert.deepEqual(await getStreamConnection(address), {
      ...address,
      type: "Kafka",
      bootstrapServers: "a:1",
      state: "READY",
    });
    assert.deepEqual(calls, [{ token: "mongodbatlas:index:getStreamConnection", inputs: address }]);
  });

  it("list what the mocks' call returns, and nothing by default", async () => {
    const results = [{ ...address, type: "Sample" }];
    await answer(() => Promise.resolve({ results }));
    assert.deepEqual(await getStreamConnections(workspace), { ...workspace, results });
    assert.deepEqual(calls, [{ token: "mongodbatlas:index:getStreamConnections", inputs: workspace }]);
    await answer(() => ({}));
    assert.deepEqual((await getStreamConnections(workspace)).results, []);
  });

  it("have the same tokens as outputs, and keep headers secret", async () => {
    const headers = { Authorization: secret("s3cr3t-header-of-a-mock") };
    await answer(() => ({ type: "Https", url: "https://example.com", headers, results: [{ headers }] }));
    const found = getStreamConnectionOutput({ ...address, connectionName: pulumi.output("orders") });
    const all = getStreamConnectionsOutput(workspace);
    assert.equal(await inner(found.url as pulumi.Output<string>).promise(), "https://example.com");
    assert.deepEqual(await inner(found.headers).promise(), headers);
    const listed = all.results.apply((results) => pulumi.output(results[0]?.headers));
    assert.deepEqual(await inner(listed).promise(), headers);
    for (const output of [found.headers, listed]) assert.equal(await pulumi.isSecret(output), true);
    assert.deepEqual(calls.map(({ token, inputs }) => [token, inputs]).sort(), [
      ["mongodbatlas:index:getStreamConnection", address],
      ["mongodbatlas:index:getStreamConnections", workspace],
    ]);
  });

  it("work with an AtlasProvider", async () => {
    await answer(() => ({ type: "Sample" }));
    const provider = new AtlasProvider("other", { publicKey: "a", privateKey: secret("s3cr3t-of-a-mock") });
    assert.equal((await getStreamConnection(address, { provider })).type, "Sample");
  });

  it("are unknown in a preview while an argument is unknown, and ask nothing", async () => {
    await answer(() => ({}), true);
    const later = pulumi.output(Promise.resolve(pulumi.unknown)) as pulumi.Output<string>;
    const found = getStreamConnectionOutput({ ...address, connectionName: later });
    assert.equal(await inner(found).isKnown, false);
    assert.deepEqual(calls, []);
  });

  it("fail with the error of the mocks' call", async () => {
    await answer(() => {
      throw new Error("no such connection");
    });
    await assert.rejects(getStreamConnection(address), { message: "no such connection" });
    await assert.rejects(inner(getStreamConnectionOutput(address)).promise(), {
      message: "no such connection",
    });
  });

  it("refuse outputs where plain values belong, like in a real program", async () => {
    await answer(() => ({}));
    const args = { ...address, workspaceName: pulumi.output("shop") } as unknown as GetStreamConnectionArgs;
    await assert.rejects(getStreamConnection(args), (error: Error) => {
      capture("look-up", error.message);
      return /workspaceName: is an output; use getStreamConnectionOutput/.test(error.message);
    });
    assert.deepEqual(calls, []);
  });
});
