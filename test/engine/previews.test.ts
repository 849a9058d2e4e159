import assert from "node:assert/strict";
import { previewsPage } from "../../tools/previews";
import { isPinnedCli } from "./support/pinnedCli";

describe("engine: docs/previews.md", function () {
  this.timeout(400_000);

  it("shows the current output of the CLI (npm run docs:previews writes it)", async function () {
    if (!(await isPinnedCli())) this.skip();
    const { current, wanted } = await previewsPage();
    assert.equal(current, wanted);
  });
});
