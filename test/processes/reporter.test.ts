import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(__dirname, "../..");

describe("the test reporter", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "pulumi-atlas-streams-reporter-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  function run(tests: string) {
    const file = join(folder, "some.test.js");
    writeFileSync(file, tests);
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [
        join(root, "node_modules/mocha/bin/mocha.js"),
        ...["--no-config", "--reporter", join(root, "tools/mocha-reporter.cjs")],
        ...["--reporter-option", "closingMs=300", file],
      ],
      { encoding: "utf8", timeout: 15_000 },
    );
    return { status, stderr, lastLine: stdout.trimEnd().split("\n").at(-1) };
  }

  it("prints the counts in the last line", () => {
    const counts = { status: 0, stderr: "", lastLine: "1 passed, 0 failed" };
    assert.deepEqual(run('it("passes", () => {});'), counts);
  });

  it("counts failed and skipped tests", () => {
    const tests = 'it("passes", () => {}); it("fails", () => { throw 1; }); it.skip("is skipped", () => {});';
    const { status, lastLine } = run(tests);
    assert.deepEqual({ status, lastLine }, { status: 1, lastLine: "1 passed, 1 failed, 1 skipped" });
  });

  it("fails if the process ends before the last test", () => {
    assert.equal(run('it("ends the process", () => process.exit(0));').status, 1);
  });

  for (const [resource, body] of Object.entries({
    Timeout: "setInterval(() => {}, 1_000);",
    Immediate: "(function again() { setImmediate(again); })();",
    TCPServerWrap: 'require("node:net").createServer().listen(0, "127.0.0.1");',
  })) {
    it(`ends the process and fails if a test leaves a resource open: ${resource}`, () => {
      const { status, stderr, lastLine } = run(`it("passes", () => { ${body} });`);
      assert.equal(status, 1);
      assert.equal(lastLine, "1 passed, 0 failed");
      assert.match(stderr, new RegExp(`keeps the process alive: .*${resource}`));
    });
  }
});
