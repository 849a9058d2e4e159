import assert from "node:assert/strict";
import fc from "fast-check";
import { echoedInputs, outputsOf, programInputs, withoutNullish } from "../../../provider/connections/inputs";
import { everyExample } from "./support";

const observed = { state: "READY", id: "6512bd43d9caa6e02c990b0a", region: "VIRGINIA_USA" };

describe("outputs", () => {
  for (const { title, inputs } of everyExample)
    it(`echo the inputs, which inputsOf returns, for ${title}`, () => {
      const outputs = outputsOf(inputs, observed);
      assert.deepEqual(echoedInputs(outputs), inputs);
      assert.deepEqual(echoedInputs({ ...outputs, __provider: "text" }), inputs);
      assert.equal(outputs.state, "READY");
      assert.equal(outputs.connectionId, observed.id);
      assert.equal(outputs.region, "VIRGINIA_USA");
    });

  const base = { connectionName: "a" };
  it("distinguish Atlas' region from the program's", () => {
    assert.deepEqual(echoedInputs(outputsOf(base, { region: "X" })), base);
    assert.deepEqual(echoedInputs(outputsOf({ ...base, region: "X" }, { region: "X" })), {
      ...base,
      region: "X",
    });
    assert.deepEqual(echoedInputs(outputsOf({ ...base, region: "X" }, {})), { ...base, region: "X" });
    assert.deepEqual(echoedInputs(outputsOf({ ...base, region: "x" }, { region: "X" })), {
      ...base,
      region: "x",
    });
  });

  it("are READY if the server returns no state, as older ones do", () => {
    assert.deepEqual(outputsOf(base, {}), { ...base, state: "READY" });
  });

  it("contain no undefined values, which the host cannot send", () => {
    const outputs = outputsOf({ ...base, region: undefined, config: { a: undefined } }, { id: undefined });
    assert.deepEqual(outputs, { ...base, config: {}, state: "READY" });
  });
});

describe("the inputs of a program", () => {
  it("do not contain null, undefined or the properties that Pulumi adds", () => {
    const news = { __provider: "text", a: null, b: { c: undefined, d: 0, e: "" }, f: false, g: [null, 1] };
    assert.deepEqual(programInputs(news), { b: { d: 0, e: "" }, f: false, g: [null, 1] });
  });

  it("lose only null and undefined, at any depth", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const kept = withoutNullish(value);
        assert.deepEqual(withoutNullish(kept), kept);
        for (const key of Object.keys(value))
          assert.equal(Object.hasOwn(kept, key), value[key] !== null, key);
      }),
    );
  });
});
