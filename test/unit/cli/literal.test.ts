import assert from "node:assert/strict";
import { runInThisContext } from "node:vm";
import fc from "fast-check";
import { Call, literal } from "../../../provider/cli/import/literal";

/** The value that the program has in the place of the code. */
function evaluated(code: string): unknown {
  return JSON.parse(runInThisContext(`JSON.stringify(${code})`));
}

describe("a value as code", () => {
  it("evaluates to that value, with any names and texts", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.string({
        unit: fc.constantFrom("a", "\n", "\r", "`", "$", "{", "}", "\\", '"', "\u2028", "//", "*/"),
      }),
    );
    const values = fc.letrec((tie) => ({
      value: fc.oneof({ maxDepth: 3 }, text, fc.boolean(), fc.array(text), tie("object")),
      object: fc.dictionary(fc.oneof(text, fc.constant("__proto__")), tie("value")),
    })).object;
    fc.assert(
      fc.property(values, fc.nat(60), (value, indent) => {
        const json = JSON.parse(JSON.stringify(value));
        assert.deepEqual(evaluated(literal(json, indent)), json);
      }),
    );
  });

  it("writes short values on one line, and long ones on several", () => {
    assert.equal(literal({ type: "PUBLIC" }), '{ type: "PUBLIC" }');
    assert.equal(literal({}), "{}");
    assert.equal(literal({ a: { b: "c" } }), '{\n  a: { b: "c" },\n}');
    const long = "x".repeat(70);
    assert.equal(literal({ url: long }), `{\n  url: "${long}",\n}`);
    assert.equal(literal({ aLongerName: long }), `{\n  aLongerName:\n    "${long}",\n}`);
    assert.equal(literal([long, long]), `[\n  "${long}",\n  "${long}",\n]`);
  });

  it("keeps the lines of a text", () => {
    assert.equal(literal("a\nb\n"), "`a\nb\n`");
    assert.equal(literal("a\n"), '"a\\n"');
  });

  it("contains given calls", () => {
    assert.equal(literal({ a: new Call("f", "b") }), '{ a: f("b") }');
    const long = "x".repeat(70);
    assert.equal(
      literal({ aLongerName: new Call("f", long) }),
      `{\n  aLongerName: f(\n    "${long}",\n  ),\n}`,
    );
  });
});
