import assert from "node:assert/strict";
import { readmeWithTable } from "../../tools/fieldTable";
import { readmeWithSettings } from "../../tools/settingsTable";

describe("README", () => {
  it("has the table that the schemas make (npx tsx tools/fieldTable.ts writes it)", () => {
    const { current, wanted } = readmeWithTable();
    assert.equal(current, wanted);
  });

  it("has the table of the list of settings (npx tsx tools/settingsTable.ts writes it)", () => {
    const { current, wanted } = readmeWithSettings();
    assert.equal(current, wanted);
  });
});
