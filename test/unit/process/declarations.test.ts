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

  it("are refused where a new resource has the address of one that is in the state and comes later", async () => {
    const { hooks } = setUp();
    assert.deepEqual((await hooks.check({}, inputs)).failures, []);
    assert.equal((await hooks.check(inputs, inputs)).failures?.length, 1);
  });

  it("cause a line where a new resource has the address of one in the state that does not change", async () => {
    const { hooks, lines } = setUp();
    const olds = { ...inputs, state: "READY" };
    const id = `${inputs.projectId}/${inputs.workspaceName}/${inputs.connectionName}`;
    // A refresh compares before the program declares anything.
    await hooks.diff(id, olds, inputs);
    await hooks.check(inputs, inputs);
    await hooks.check({}, inputs);
    assert.deepEqual(lines, []);
    const other = setUp();
    await other.hooks.check(inputs, inputs);
    await other.hooks.diff(id, olds, inputs);
    assert.deepEqual((await other.hooks.check({}, inputs)).failures, []);
    assert.deepEqual(other.lines, [
      `connection ${inputs.connectionName} is declared by two resources of this program, of which one is in the state, so pulumi up will fail`,
    ]);
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
