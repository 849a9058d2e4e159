import assert from "node:assert/strict";
import { Configuration } from "../../../provider/process/configuration";

describe("the provider's configuration", () => {
  const configuration = new Configuration([
    "s3cr3t-token",
    "eu",
    JSON.stringify({ kafka: { passwords: ["s3cr3t-in-a-list"], brokers: 3 } }),
    "{not JSON",
  ]);

  for (const [what, secret, expected] of [
    ["a value", "s3cr3t-token", true],
    ["a text that contains a value", "Bearer s3cr3t-token", true],
    ["a value inside a structured one", "s3cr3t-in-a-list", true],
    ["a list that contains a value", ["other", "s3cr3t-token"], true],
    ["another text", "s3cr3t-other", false],
    ["a text that contains a short value by chance", "neutral", false],
    ["a part of a value", "s3cr3t", false],
  ] as const)
    it(`${expected ? "holds" : "does not hold"} ${what}`, () =>
      assert.equal(configuration.holds(secret, true), expected));

  it("holds a short value only if it is certainly a secret", () => {
    assert.equal(configuration.holds("eu", true), true);
    assert.equal(configuration.holds("eu", false), false);
  });
});
