import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

interface Combination {
  node: string;
  sdk: string;
}

interface Matrix {
  OLDEST_NODE: string;
  OLDEST_SDK: string;
  OWN_SDK: string;
  parse(args: string[]): { combinations: Combination[]; tests: string[] };
  table(results: object[]): string;
}

const root = join(__dirname, "../..");

/** Like the rest of the set-up, it runs before TypeScript is installed and has no types of its own. */
async function load<Name extends keyof Matrix>(file: string): Promise<Pick<Matrix, Name>> {
  return import(pathToFileURL(join(root, "tools", "matrix", file)).href);
}

describe("test:matrix", () => {
  const combinations = () => load<"parse" | "OLDEST_NODE" | "OLDEST_SDK" | "OWN_SDK">("combinations.mjs");

  it("begins with the oldest versions that package.json allows", async () => {
    const { OLDEST_NODE, OLDEST_SDK, parse } = await combinations();
    const { engines, peerDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    assert.equal(engines.node, `>=${OLDEST_NODE}`);
    assert.equal(peerDependencies["@pulumi/pulumi"], `^${OLDEST_SDK}`);
    const all = parse([]);
    assert.deepEqual(all.combinations[0], { node: OLDEST_NODE, sdk: OLDEST_SDK });
    assert.deepEqual(all.tests, ["test/engine"]);
  });

  it("has each supported Node with the newest SDK", async () => {
    const { OWN_SDK, parse } = await combinations();
    const newest = parse([]).combinations.filter(({ sdk }) => sdk === OWN_SDK);
    assert.deepEqual(
      newest.map(({ node }) => node),
      ["20", "22", "24"],
    );
  });

  it("can be told to run a part, and which tests", async () => {
    const { parse } = await combinations();
    const { combinations: two, tests } = parse("--node 22 --node 24 --sdk 3.216.0 -- test/a -g b".split(" "));
    assert.deepEqual(two, [
      { node: "22", sdk: "3.216.0" },
      { node: "24", sdk: "3.216.0" },
    ]);
    assert.deepEqual(tests, ["test/a", "-g", "b"]);
    assert.deepEqual(parse(["--sdk", "latest"]).combinations, [{ node: "22", sdk: "latest" }]);
    assert.deepEqual(parse(["--node", "24"]).combinations, [{ node: "24", sdk: "own" }]);
    assert.throws(() => parse(["--nod", "24"]), /^SetupError: .*--nod.*npm run test:matrix/s);
  });

  it("tells failures, broken runs and missing versions apart", async () => {
    const { table } = await load<"table">("table.mjs");
    const counts = { passes: 7, failures: 0, pending: 1 };
    const lines = table([
      { node: "20.19.0", sdk: "3.216.0", code: 0, counts, milliseconds: 61_000 },
      { node: "24.1.0", sdk: "3.270.0", code: 2, counts: { ...counts, failures: 2 }, milliseconds: 5_000 },
      { node: "22.1.0", sdk: "3.270.0", code: 7, milliseconds: 900 },
      { node: "99", sdk: "own", code: 1, problem: "could not be installed", milliseconds: 100 },
    ]).split("\n");
    const cells = lines.map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
    assert.deepEqual(cells.slice(2), [
      ["20.19.0", "3.216.0", "7", "0", "1", "1 min 1 s", "ok"],
      ["24.1.0", "3.270.0", "7", "2", "1", "5.0 s", "FAILED"],
      ["22.1.0", "3.270.0", "-", "-", "-", "0.9 s", "broken off"],
      ["99", "own", "-", "-", "-", "0.1 s", "could not be installed"],
    ]);
    assert.equal(new Set(lines.map((line) => line.length)).size, 1);
  });
});
