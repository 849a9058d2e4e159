import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { examplesFolder, manifestOf } from "./copy";
import { programs } from "./table";

/** The tests of the other examples; paths below test/. */
const elsewhere: Readonly<Record<string, string>> = {
  quickstart: "engine/demo.test.ts",
  "many-accounts": "examples/manyAccounts.test.ts",
  "automation-api": "examples/automationApi.test.ts",
  "integration-test": "examples/ownTests.test.ts",
  "whole-pipeline": "examples/wholePipeline.test.ts",
};

const text = (...path: string[]) => readFile(join(examplesFolder, ...path), "utf8");

async function folders(): Promise<string[]> {
  const entries = await readdir(examplesFolder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

describe("examples: all of them", () => {
  it("are run by a test", async () => {
    assert.deepEqual(await folders(), [...Object.keys(programs), ...Object.keys(elsewhere)].sort());
    for (const [name, test] of Object.entries(elsewhere))
      assert.ok((await readFile(join(__dirname, "..", test), "utf8")).includes(name), test);
  });

  it("are in the table of examples/README.md", async () => {
    const rows = (await text("README.md")).matchAll(/^\| \[([^\]]+)\]\(([^)]+)\) \|/gm);
    const listed = [...rows].map(([, name, link]) => {
      assert.equal(link, name);
      return name;
    });
    assert.deepEqual(listed.sort(), await folders());
  });

  it("are named after their folder, and use the package of this repository", async () => {
    for (const name of await folders()) {
      const { name: packageName, dependencies } = await manifestOf(name);
      assert.equal(packageName, name);
      assert.equal(dependencies?.["pulumi-atlas-streams"], "file:../..");
    }
  });

  it("have a README of 10 to 25 lines that mentions the local Atlas", async () => {
    for (const name of await folders()) {
      const readme = await text(name, "README.md");
      const lines = readme.trimEnd().split("\n").length;
      assert.ok(lines >= 10 && lines <= 25, `${name}: ${lines} lines`);
      assert.match(readme, /npm run atlas/, name);
    }
  });

  it("have a README that sets the program's configuration, with secrets as secrets", async () => {
    for (const [name, { config = {}, secrets = {} }] of Object.entries(programs)) {
      const commands = (await text(name, "README.md")).matchAll(/^pulumi config set (--secret )?(\w+)/gm);
      const set = [...commands].map(([, flag, key]) => (flag ? `${key}, a secret` : key));
      const wanted = ["projectId", "workspaceName", ...Object.keys(config)];
      assert.deepEqual(
        set.sort(),
        [...wanted, ...Object.keys(secrets).map((key) => `${key}, a secret`)].sort(),
      );
    }
  });
});
