import assert from "node:assert/strict";
import { unknownValue } from "../../../provider/connections/unknown";
import { hooksOf } from "../../../provider/resource/hooks";
import { examples } from "../../support/examples";
import { fakeRuntime } from "../resource/support";

const { adopt: _, ...inputs } = examples.Https.full;

describe("the connections that a program declares", () => {
  const setUp = () => {
    const runtime = fakeRuntime();
    return { hooks: hooksOf(() => runtime), lines: runtime.lines };
  };

  it("are refused where two new resources have one address", async () => {
    const { hooks } = setUp();
    assert.deepEqual((await hooks.check({}, inputs)).failures, []);
    const { failures = [] } = await hooks.check({}, inputs);
    assert.deepEqual(
      failures.map(({ property, reason }) => [property, reason]),
      [
        [
          "",
          `connectionName: another resource of this program declares the connection ${inputs.projectId}/${inputs.workspaceName}/${inputs.connectionName}`,
        ],
      ],
    );
  });

  it("are refused where two resources of the state have one address", async () => {
    const { hooks } = setUp();
    assert.deepEqual((await hooks.check(inputs, inputs)).failures, []);
    assert.equal((await hooks.check(inputs, inputs)).failures?.length, 1);
  });

  it("may be checked as new once more, because the engine does that before a replacement", async () => {
    const { hooks } = setUp();
    assert.deepEqual((await hooks.check(inputs, inputs)).failures, []);
    assert.deepEqual((await hooks.check({}, inputs)).failures, []);
  });

  it("may have unknown addresses", async () => {
    const { hooks } = setUp();
    for (let count = 0; count < 2; count++)
      assert.deepEqual((await hooks.check({}, { ...inputs, workspaceName: unknownValue })).failures, []);
  });

  it("cause a line where two names differ only in case", async () => {
    const { hooks, lines } = setUp();
    await hooks.check({}, { ...inputs, connectionName: "orders" });
    await hooks.check({}, { ...inputs, connectionName: "Orders" });
    assert.match(
      lines.join("\n"),
      /^connections .*\/Orders and .*\/orders differ only in upper and lower case/,
    );
  });
});
