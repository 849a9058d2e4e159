import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as definitions from "../../../provider/connections";
import { types } from "./support";

const folder = join(__dirname, "../../../provider/connections");

describe("the list of types", () => {
  it("names every file that defines a type", () => {
    const list = readFileSync(join(folder, "index.ts"), "utf8");
    for (const file of readdirSync(folder)) {
      const defines = /: ConnectionDefinition<\w+Args> =/.test(readFileSync(join(folder, file), "utf8"));
      const line = `export * from "./${file.replace(/\.ts$/, "")}";`;
      if (defines) assert.ok(list.includes(line), `provider/connections/index.ts lacks the line ${line}`);
    }
  });

  it("has only definitions, one per type", () => {
    assert.equal(Object.keys(definitions).length, types.length);
    for (const definition of Object.values(definitions)) assert.ok(types.includes(definition.type));
  });

  it("has the order of its lines, which messages and the README use", () => {
    const list = readFileSync(join(folder, "index.ts"), "utf8");
    const files = [...list.matchAll(/^export \* from "(.+)";$/gm)].map(([, file]) =>
      join(folder, `${file}.ts`),
    );
    const inOrder = files.map((file) => /^ {2}type: "(\w+)",$/m.exec(readFileSync(file, "utf8"))?.[1]);
    assert.deepEqual(types, inOrder);
  });
});
