import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { settledBeforeExit } from "../../provider/shared/settledBeforeExit";

const root = join(__dirname, "../..");

/** Runs a program in its own process. */
function run(program: string): { code: number | null; output: string } {
  const imports = `
    const { settledBeforeExit } = require("./dist/provider/shared/settledBeforeExit");
    const { guarded } = require("./dist/provider/process/errorBoundary");
    const { createRuntime } = require("./dist/provider/process/runtime");
    const never = new Promise(() => {});
    const reason = () => new Error("ended early");
  `;
  const { status, stdout, stderr } = spawnSync(process.execPath, ["-e", imports + program], {
    cwd: root,
    encoding: "utf8",
    timeout: 60_000,
  });
  return { code: status, output: stdout + stderr };
}

describe("settledBeforeExit", function () {
  this.timeout(90_000);

  it("passes results and errors on", async () => {
    const reason = () => new Error("early");
    assert.equal(await settledBeforeExit(Promise.resolve(1), reason), 1);
    await assert.rejects(settledBeforeExit(Promise.reject(new Error("own")), reason), /own/);
  });

  it("fails a program that would end with code 0 while a promise is pending", () => {
    const { code, output } = run(`settledBeforeExit(never, reason)`);
    assert.equal(code, 1);
    assert.match(output, /ended early/);
  });

  it("lets a program handle the error, and go on", () => {
    const { code, output } = run(`
      const handled = () => settledBeforeExit(never, reason).catch(({ message }) => console.log(message));
      Promise.all([handled(), handled()])
        .then(() => new Promise((resolve) => setTimeout(resolve, 10)))
        .then(handled)
        .then(() => console.log("went on"));
    `);
    assert.deepEqual([code, output], [0, "ended early\nended early\nended early\nwent on\n"]);
  });

  it("does not keep a program running", () => {
    const { code, output } = run(`settledBeforeExit(Promise.resolve(1), reason).then(console.log)`);
    assert.deepEqual([code, output], [0, "1\n"]);
  });

  it("ends a hook with an error that names its operation", () => {
    const { code, output } = run(`
      guarded(createRuntime(() => undefined, {}, { log: () => {} }), "read", ["a/b/c"], () => never).catch(({ message }) => console.log(message));
    `);
    assert.deepEqual(
      [code, output],
      [0, "could not read connection a/b/c: the process ended before the operation was over\n"],
    );
  });
});
