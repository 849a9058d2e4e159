import assert from "node:assert/strict";
import { unknownValue } from "../../../provider/connections/unknown";
import { check } from "../../../provider/resource/check";
import type { JsonObject } from "../../../provider/shared/json";
import { examples } from "../../support/examples";
import { markedPaths, secretsOf, unmarked } from "../connections/marked";
import { assertNothingSecret, types } from "../connections/support";
import { fakeRuntime } from "./support";

describe("check", () => {
  for (const type of types) {
    const { full } = examples[type];
    it(`returns the inputs of ${type} with their secrets marked, and sends no request`, () => {
      const { inputs, failures } = check(
        fakeRuntime(),
        {},
        {
          ...full,
          __provider: "text",
          config: undefined,
          ...config(full),
        },
      );
      assert.deepEqual(failures, []);
      assert.deepEqual(unmarked(inputs), full);
      assert.deepEqual(markedPaths(inputs).sort(), [...(secretsOf[type] ?? [])].sort());
    });
  }

  /** The example's `config`; without one, `config` stays `undefined`, as the resource passes it. */
  function config(inputs: JsonObject): JsonObject {
    return Object.hasOwn(inputs, "config") ? { config: inputs.config } : {};
  }

  it("reports mistakes of the inputs and of the credentials together", () => {
    const runtime = fakeRuntime({ problems: ["no credentials", "bad URL"] });
    const { failures } = check(runtime, {}, { ...examples.Sample.minimal, projectId: "x", colour: "red" });
    assert.deepEqual(
      failures?.map(({ reason }) => reason.split(":")[0]),
      ["projectId", "colour", "no credentials", "bad URL"],
    );
  });

  it("reports failures without a property name, because the engine would print its value", () => {
    const { full } = examples.Kafka;
    const authentication = {
      ...(full.authentication as JsonObject),
      mechanism: "s3cr3t-kafka-password",
      x: 1,
    };
    const runtime = fakeRuntime();
    const { failures = [] } = check(runtime, {}, { ...full, authentication, security: "garbage" });
    assert.equal(failures.length, 2);
    assert.match(
      runtime.lines.join(),
      /^connection orders: authentication\.mechanism: this version knows only PLAIN/,
    );
    assertNothingSecret(runtime.lines, full);
    for (const { property } of failures) assert.equal(property, "");
    assertNothingSecret(
      failures.map(({ reason }) => reason),
      full,
    );
  });

  it("warns once, and not with the text that stands for a name that is not known yet", () => {
    const runtime = fakeRuntime();
    const security = { protocol: "QUIC" };
    const inputs = { ...examples.Kafka.minimal, security };
    for (const olds of [inputs, {}]) check(runtime, olds, inputs);
    check(runtime, {}, { ...inputs, connectionName: unknownValue });
    assert.equal(runtime.lines.length, 2);
    assert.match(runtime.lines[1] ?? "", /^connection \(no text\): security\.protocol/);
  });

  it("marks secrets even when other inputs are wrong", () => {
    const { inputs } = check(fakeRuntime(), {}, { ...examples.Kafka.full, projectId: 7 });
    assert.deepEqual(markedPaths(inputs).sort(), [...(secretsOf.Kafka ?? [])].sort());
  });

  for (const odd of [
    {},
    { type: [] },
    { type: "Kafka", authentication: [[]] },
    { type: "Https", headers: 1 },
  ])
    it(`does not throw for ${JSON.stringify(odd)}`, () => {
      assert.notDeepEqual(check(fakeRuntime(), {}, odd).failures, []);
    });
});
