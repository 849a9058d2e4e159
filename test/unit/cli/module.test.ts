import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { importOf, moduleAt } from "../../../provider/cli/import/module";
import { runFolder } from "../../support/runFolder";

describe("the module of an imported program", () => {
  let folder: string;
  const manifest = (text: string) => writeFileSync(join(folder, "package.json"), text);
  const lineFor = (name: string) => importOf(name, moduleAt(join(folder, name)));

  beforeEach(() => {
    folder = mkdtempSync(join(runFolder(), "module-"));
    // The nearest package.json decides, so that none above the folder does.
    manifest("{}");
  });

  it("is imported as its language and kind need it", () => {
    const lines = {
      "a.ts": 'import "./a";',
      "a.js": 'require("./a");',
      "a.mts": 'import "./a.mjs";',
      "a.mjs": 'import "./a.mjs";',
      "a.cts": 'import "./a.cjs";',
      "a.cjs": 'require("./a.cjs");',
      "a.b/c d.ts": 'import "./a.b/c d";',
    };
    for (const [name, line] of Object.entries(lines)) assert.equal(lineFor(name), line);
  });

  it("is of the kind that the nearest package.json says", () => {
    manifest('{ "type": "module" }');
    assert.deepEqual(["a.ts", "a.js", "a.cjs"].map(lineFor), [
      'import "./a.js";',
      'import "./a.js";',
      'require("./a.cjs");',
    ]);
    mkdirSync(join(folder, "in"));
    assert.equal(lineFor("in/a.js"), 'import "./in/a.js";');
    writeFileSync(join(folder, "in", "package.json"), "not JSON");
    assert.equal(lineFor("in/a.js"), 'require("./in/a");');
  });

  it("is the whole program when its name is index", () => {
    const whole = ["index.ts", "index.mjs", "indexes.ts"].map((name) => moduleAt(name).isWholeProgram);
    assert.deepEqual(whole, [true, true, false]);
  });
});
