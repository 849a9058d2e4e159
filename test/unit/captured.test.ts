import assert from "node:assert/strict";
import { leaksIn } from "../support/captured";

describe("the search for secrets in captured output", () => {
  const secret = 's3cr3t "with/signs';
  for (const [form, text] of [
    ["as it is", secret],
    ["in JSON", JSON.stringify({ key: secret })],
    ["in a URL", `https://example.com/?key=${encodeURIComponent(secret)}`],
    ["in base64", Buffer.from(secret).toString("base64")],
  ] as const)
    it(`finds a secret ${form}`, () => {
      assert.equal(leaksIn([{ source: "log", text: `before ${text} after` }], [secret]).length, 1);
    });

  it("reports the source and only the beginning of the secret", () => {
    assert.deepEqual(leaksIn([{ source: "pulumi up", text: "a-very-long-secret" }], ["a-very-long-secret"]), [
      "a-very-long-… in pulumi up",
    ]);
  });

  it("finds nothing in other texts", () => {
    assert.deepEqual(leaksIn([{ source: "log", text: "s3cr3t" }], [secret]), []);
  });
});
