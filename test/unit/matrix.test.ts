import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

const root = join(__dirname, "../..");
const script = join(root, "tools", "matrix.sh");

/** The versions of Node and @pulumi/pulumi that the script has in its list. */
function combinations(): { node: string; sdk: string }[] {
  const [, list = ""] = /<<END\n([\s\S]*?)\nEND$/m.exec(readFileSync(script, "utf8")) ?? [];
  return list.split("\n").map((line) => {
    const [node = "", sdk = ""] = line.split(" ");
    return { node, sdk };
  });
}

describe("npm run test:matrix", () => {
  it("begins with the oldest versions that package.json allows", () => {
    const { engines, peerDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    const [oldest] = combinations();
    assert.equal(engines.node, `>=${oldest?.node}`);
    assert.equal(peerDependencies["@pulumi/pulumi"], `^${oldest?.sdk}`);
  });

  it("has each supported Node with the SDK of this checkout", () => {
    const newest = combinations().filter(({ sdk }) => sdk === "own");
    assert.deepEqual(
      newest.map(({ node }) => node),
      ["20", "22", "24"],
    );
  });

  it("is listed in docs/releasing.md", () => {
    const document = readFileSync(join(root, "docs", "releasing.md"), "utf8");
    for (const { node, sdk } of combinations())
      assert.ok(document.includes(`| ${node} | ${sdk} |`), node + sdk);
  });

  describe("with an npm that only writes down its arguments", () => {
    let folder: string;
    before(() => {
      folder = mkdtempSync(join(tmpdir(), "pulumi-atlas-streams-matrix-"));
    });
    after(() => rmSync(folder, { recursive: true, force: true }));

    /** @param fails shell condition: when `npm` fails. */
    function run(fails: string, ...args: string[]) {
      const npm = join(folder, "npm");
      writeFileSync(npm, `#!/bin/sh\necho "npm $* [$ATLAS_STREAMS_SDK]"\n! ${fails}\n`);
      chmodSync(npm, 0o755);
      const env = { ...process.env, PATH: [folder, process.env.PATH].join(delimiter) };
      return spawnSync(script, args, { env, encoding: "utf8" });
    }

    it("runs the engine tests with each combination", () => {
      const { status, stdout } = run("false");
      assert.equal(status, 0);
      const runs = stdout.split("\n").filter((line) => line.includes("tools/test.mjs"));
      assert.deepEqual(
        runs,
        combinations().map(({ node, sdk }) => {
          const modules = join(root, sdk === "own" ? "node_modules" : `.cache/sdk-${sdk}/node_modules`);
          return `npm exec --yes --package node@${node} -- node tools/test.mjs test/engine [${modules}]`;
        }),
      );
    });

    it("passes arguments on to mocha", () => {
      const { stdout } = run("false", "test/a", "-g", "b");
      assert.match(stdout, /node tools\/test\.mjs test\/a -g b \[/);
    });

    it("runs all combinations and then names those that failed", () => {
      const { status, stdout } = run('test "$4" = node@24');
      assert.equal(status, 1);
      assert.match(stdout, /\nFailed:\nNode 24, @pulumi\/pulumi own\n$/);
    });
  });
});
