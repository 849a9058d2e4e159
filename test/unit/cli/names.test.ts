import assert from "node:assert/strict";
import fc from "fast-check";
import { camelCase, Names, resourceName, variableName } from "../../../provider/cli/import/names";

describe("the names in an imported program", () => {
  it("of resources are those of the connections where possible", () => {
    const cases = {
      orders: "orders",
      sample_stream_solar: "sample_stream_solar",
      "a.b-c": "a.b-c",
      "my orders": "my-orders",
      größe: "gr-e",
      "a::b$c": "a-b-c",
      "-x-": "x",
      "2nd": "2nd",
      日本: "connection",
    };
    for (const [name, wanted] of Object.entries(cases)) assert.equal(resourceName(name), wanted);
  });

  it("of resources need no quotes in a shell, a URN or a program", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (name) => {
        assert.match(resourceName(name), /^[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?$/);
      }),
    );
  });

  it("of secrets are in camel case", () => {
    assert.equal(camelCase("orders", "password"), "ordersPassword");
    assert.equal(camelCase("my-Orders.eu", "X-Api-Key"), "myOrdersEuXApiKey");
    assert.equal(camelCase("Orders", ""), "orders");
  });

  it("of variables can be declared, and are not those that the program uses", () => {
    const cases = {
      orders: "orders",
      "Orders-EU": "ordersEU",
      sample_stream_solar: "sampleStreamSolar",
      "a.b-c": "aBC",
      "2nd-hook": "connection2ndHook",
      new: "newConnection",
      config: "configConnection",
    };
    for (const [name, wanted] of Object.entries(cases)) assert.equal(variableName(name), wanted);
  });

  it("are unique", () => {
    const names = new Names();
    assert.deepEqual(
      ["a", "a", "a-2", "a"].map((name) => names.unique(name, "-")),
      ["a", "a-2", "a-2-2", "a-3"],
    );
  });
});
