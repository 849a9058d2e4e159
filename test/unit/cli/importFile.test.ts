import assert from "node:assert/strict";
import type { Connection } from "../../../provider/atlas/connection";
import { importFileOf } from "../../../provider/cli/import/importFile";
import { check } from "../../../provider/resource/check";
import { connectionOf, drafts, everything } from "../../support/drafts";
import { address, exampleSecrets } from "../../support/examples";
import { fakeRuntime } from "../resource/support";

const resourcesOf = (connection: Connection) => JSON.parse(importFileOf(drafts([connection]))).resources;

describe("the file for pulumi import", () => {
  it("has the inputs and outputs of the state", () => {
    const [{ id, inputs, outputs }] = resourcesOf(connectionOf("Kafka", "minimal"));
    const { __provider, ...own } = inputs;
    const authentication = { mechanism: "SCRAM-512", username: "atlas" };
    const kafka = {
      bootstrapServers: "broker-1.example.com:9092",
      security: { protocol: "SASL_SSL" },
      authentication,
    };
    assert.deepEqual(own, { ...address("orders"), type: "Kafka", ...kafka });
    assert.deepEqual(outputs, { ...inputs, region: "X", state: "READY", connectionId: "a" });
    assert.equal(id, Object.values(address("orders")).join("/"));
  });

  it("has no secret, no header and no unknown value", () => {
    const file = importFileOf(everything());
    for (const text of [...exampleSecrets, "Authorization", "04da6b54"])
      assert.ok(!file.includes(text), text);
    const headers = { "Content-Type": "application/json" };
    const [{ inputs }] = resourcesOf(connectionOf("Https", "minimal", { headers }));
    assert.equal(inputs.headers, undefined);
    const urls = ["https://a.example.com", "https://me:s3cr3t@b.example.com"];
    const [registry] = resourcesOf(connectionOf("SchemaRegistry", "minimal", { schemaRegistryUrls: urls }));
    assert.equal(registry.inputs.schemaRegistryUrls, undefined);
  });

  it("passes check, which the engine calls with the same old and new inputs", () => {
    const problemsOf = (olds: object, news: object) =>
      check(fakeRuntime(), { ...olds }, { ...news }).failures?.map(({ reason }) => reason);
    for (const { inputs } of JSON.parse(importFileOf(everything())).resources)
      assert.deepEqual(problemsOf(inputs, inputs), [], inputs.connectionName);
    const [{ inputs }] = resourcesOf(connectionOf("Kafka", "minimal"));
    const missing = ["authentication.password: is required when authentication.mechanism is SCRAM-512"];
    assert.deepEqual(problemsOf({}, inputs), missing);
    assert.deepEqual(problemsOf({ ...inputs, config: {} }, inputs), missing);
    const wrong = { ...inputs, bootstrapServers: "a" };
    assert.equal(problemsOf(wrong, wrong)?.length, 1);
  });
});
