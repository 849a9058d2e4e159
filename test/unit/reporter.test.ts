import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(__dirname, "../..");

describe("the reporter of the tests", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "pulumi-atlas-streams-reporter-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  function run(body: string) {
    const counts = join(folder, "counts.json");
    const file = join(folder, "some.test.js");
    writeFileSync(file, `it("passes", () => { ${body} });`);
    const { status, stderr } = spawnSync(
      process.execPath,
      [
        join(root, "node_modules/mocha/bin/mocha.js"),
        ...["--no-config", "--reporter", join(root, "tools/mocha-reporter.cjs")],
        ...["--reporter-option", `counts=${counts}`, "--reporter-option", "closingMs=300", file],
      ],
      { encoding: "utf8", timeout: 15_000 },
    );
    const { passes, failures } = JSON.parse(readFileSync(counts, "utf8"));
    return { status, stderr, passes, failures };
  }

  it("leaves the counts behind", () =>
    assert.deepEqual(run(""), { status: 0, stderr: "", passes: 1, failures: 0 }));

  for (const [what, body] of Object.entries({
    Timeout: "setInterval(() => {}, 1_000);",
    Immediate: "(function again() { setImmediate(again); })();",
    TCPServerWrap: 'require("node:net").createServer().listen(0, "127.0.0.1");',
  })) {
    it(`ends what a test has left open, as a failure that names it: ${what}`, () => {
      const { status, stderr } = run(body);
      assert.equal(status, 1);
      assert.match(stderr, new RegExp(`keeps the process alive: .*${what}`));
    });
  }
});
