import assert from "node:assert/strict";
import { terminalPicture } from "../../tools/picture";

describe("engine: docs/terminal.svg", function () {
  this.timeout(180_000);

  it("shows the README's first program as it runs (npm run docs:picture draws it)", async () => {
    const { current, wanted } = await terminalPicture();
    assert.equal(current, wanted);
    assert.match(wanted, /\[secret\]/);
    assert.match(wanted, /state: "READY"/);
  });
});
