import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fieldPages, readmeWithTypes } from "../../tools/fieldTable";
import { settingsPage } from "../../tools/settingsTable";

const read = (file: string) => readFileSync(join(__dirname, "../..", file), "utf8");

describe("README", () => {
  it("has the table of types that the definitions make (npm run docs:fields writes it)", () => {
    const { current, wanted } = readmeWithTypes();
    assert.equal(current, wanted);
  });

  it("has the comparison of docs/performance.md", () => {
    const rows = read("README.md").match(/^\| operation \| time, bridge[\s\S]*?\n\n/m)?.[0];
    assert.ok(rows && read("docs/performance.md").includes(rows));
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
