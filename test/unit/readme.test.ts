import assert from "node:assert/strict";
import { fieldPages, readmeWithTypes } from "../../tools/fieldTable";
import { documentsWithFigures } from "../../tools/figures";
import { settingsPage } from "../../tools/settingsTable";

describe("README", () => {
  it("has the table of types that the definitions make (npm run docs:fields writes it)", () => {
    const { current, wanted } = readmeWithTypes();
    assert.equal(current, wanted);
  });
});

describe("the figures of npm run bench", () => {
  for (const [file, { current, wanted }] of Object.entries(documentsWithFigures()))
    it(`are those of docs/figures in ${file} (npm run docs:figures writes it)`, () => {
      assert.equal(current, wanted);
    });
});

describe("docs/configuration.md", () => {
  it("has the table of the list of settings (npm run docs:settings writes it)", () => {
    const { current, wanted } = settingsPage();
    assert.equal(current, wanted);
  });
});

describe("docs/fields.md", () => {
  it("is what the definitions and doc comments make (npm run docs:fields writes it)", () => {
    const { current, wanted } = fieldPages();
    assert.equal(current, wanted);
  });

  it("explains every field", () => {
    const rows = fieldPages()
      .wanted.split("\n")
      .filter((line) => line.startsWith("| `"));
    assert.ok(rows.length > 50);
    assert.deepEqual(
      rows.filter((row) => /\| {2}\|$/.test(row)),
      [],
    );
  });
});
