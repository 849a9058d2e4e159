import assert from "node:assert/strict";
import { captured, knownSecrets } from "../support/captured";

// Mocha sorts its files (see .mocharc.yml), so this test runs after all others have captured their output.
describe("all captured output of the tests", () => {
  it("contains no secret, plain or encoded", () => {
    const forms = knownSecrets().flatMap((secret) => [
      secret,
      JSON.stringify(secret).slice(1, -1),
      encodeURIComponent(secret),
      Buffer.from(secret).toString("base64"),
    ]);
    const seen = captured.flatMap(({ source, text }) =>
      forms.filter((form) => text.includes(form)).map((form) => `${form.slice(0, 12)}… in ${source}`),
    );
    assert.deepEqual(seen, []);
  });

  it("is not empty", function () {
    // Runs without engine tests capture little output.
    if (!captured.some(({ source }) => source.startsWith("pulumi "))) this.skip();
    assert.ok(knownSecrets().length > 0);
  });
});
