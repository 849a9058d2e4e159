import assert from "node:assert/strict";
import { captured, knownSecrets } from "../support/captured";

// Mocha sorts its files (see .mocharc.yml), so this one runs when all others have captured what they saw.
describe("everything that the tests have captured", () => {
  it("holds no secret, in any of the forms in which one could be printed", () => {
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

  it("is not nothing", function () {
    // A part of the tests alone, without the engine, has little to look at.
    if (!captured.some(({ source }) => source.startsWith("pulumi "))) this.skip();
    assert.ok(knownSecrets().length > 0);
  });
});
