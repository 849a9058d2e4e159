import assert from "node:assert/strict";
import { readmeWithTable } from "../../tools/fieldTable";

describe("README", () => {
  it("has the table that the schemas make (npx tsx tools/fieldTable.ts writes it)", () => {
    const { current, wanted } = readmeWithTable();
    assert.equal(current, wanted);
  });
});
