import assert from "node:assert/strict";
import { assertValid, checkRecordFile } from "../contract/exchanges";
import { hasContract, missingContract } from "../contract/folder";

describe("all exchanges with a local Atlas in this run", function () {
  this.timeout(120_000);

  it("match the official document, requests and responses", async function () {
    if (!hasContract) {
      console.log(`      skipped: ${missingContract}`);
      this.skip();
    }
    const path = process.env.ATLAS_LOCAL_RECORD_FILE;
    assert.ok(path);
    const report = await checkRecordFile(path);
    console.log(`      ${report.checked} exchanges`);
    assertValid(report);
  });
});
