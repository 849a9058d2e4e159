import assert from "node:assert/strict";
import { terminalPicture } from "../../tools/picture";
import { isPinnedCli } from "./support/pinnedCli";

describe("engine: docs/terminal.svg", function () {
  this.timeout(180_000);

  it("shows the current output of the README's first program (npm run docs:picture draws it)", async function () {
    if (!(await isPinnedCli())) this.skip();
    const { current, wanted } = await terminalPicture();
    assert.equal(current, wanted);
    assert.match(wanted, /\[secret\]/);
    assert.match(wanted, /state: "READY"/);
  });
});
