import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";

const tools = join(__dirname, "../../tools");

describe("set-up", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "setup-"));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function executable(...path: string[]): string {
    const file = join(folder, ...path);
    mkdirSync(join(file, ".."), { recursive: true });
    writeFileSync(file, "#!/bin/sh\n");
    chmodSync(file, 0o755);
    return file;
  }

  describe("isAtLeast", () => {
    const cases: [version: string, minimum: string, expected: boolean][] = [
      ["v3.259.0\n", "3.254.0", true],
      ["3.254.0", "3.254.0", true],
      ["3.253.9", "3.254.0", false],
      ["3.30.0", "3.254.0", false],
      ["4.0.0", "3.254.0", true],
      ["2.999.0", "3.254.0", false],
      ["v3.260.0-alpha.1+abc", "3.254.0", true],
      ["20.19.0", "20.19.0", true],
      ["20.18.3", "20.19.0", false],
      ["", "3.254.0", false],
      ["unknown", "3.254.0", false],
    ];
    for (const [version, minimum, expected] of cases) {
      it(`${expected ? "accepts" : "refuses"} ${JSON.stringify(version)} for ${minimum}`, async () => {
        const { isAtLeast } = await import("../../tools/setup/version.mjs");
        assert.equal(isAtLeast(version, minimum), expected);
      });
    }
  });

  it("builds the Pulumi CLI of the version in go.mod", async () => {
    const { PULUMI_VERSION } = await import("../../tools/setup/installPulumi.mjs");
    const module = readFileSync(join(tools, "pulumi-cli", "go.mod"), "utf8");
    assert.match(module, new RegExp(`github.com/pulumi/pulumi/pkg/v3 v${PULUMI_VERSION}$`, "m"));
  });

  describe("isInstalled", () => {
    const zod = { version: "4.0.0", integrity: "sha512-a" };
    const lockfile = {
      packages: {
        "": { version: "0.1.0" },
        "examples/quickstart": { version: "0.0.0" },
        "node_modules/quickstart": { link: true },
        "node_modules/zod": zod,
        "node_modules/fsevents": { version: "2.3.3", integrity: "sha512-b", optional: true },
      },
    };
    const { "": _project, "node_modules/fsevents": _otherPlatform, ...installed } = lockfile.packages;

    const cases: [what: string, installed: typeof lockfile.packages | object, expected: boolean][] = [
      ["no packages", {}, false],
      ["all packages except those for other platforms", installed, true],
      ["an additional package", { ...installed, "node_modules/left": zod }, true],
      ["another version", { ...installed, "node_modules/zod": { ...zod, version: "3.0.0" } }, false],
      ["another archive", { ...installed, "node_modules/zod": { ...zod, integrity: "no" } }, false],
      ["a missing package", { "node_modules/zod": zod }, false],
    ];
    for (const [what, packages, expected] of cases) {
      it(`is ${expected} for ${what}`, async () => {
        const { isInstalled } = await import("../../tools/setup/dependencies.mjs");
        assert.equal(isInstalled(lockfile, { packages: { ...packages } }), expected);
      });
    }
  });

  describe("pathLeadingTo", () => {
    it("does not change a PATH that leads to the executable", async () => {
      const { pathLeadingTo } = await import("../../tools/setup/executables.mjs");
      const node = executable("first", "node");
      const path = [join(folder, "empty"), join(folder, "first"), join(folder, "second")].join(delimiter);
      assert.equal(pathLeadingTo(node, path), path);
    });

    it("puts the folder in front if PATH leads to another executable", async () => {
      const { findOnPath, pathLeadingTo } = await import("../../tools/setup/executables.mjs");
      executable("old", "pulumi");
      const node = executable("old", "node");
      const pulumi = executable("new", "pulumi");
      const path = pathLeadingTo(pulumi, pathLeadingTo(node, join(folder, "old")));
      assert.equal(path, [join(folder, "new"), join(folder, "old")].join(delimiter));
      assert.equal(findOnPath("node", path), node);
    });
  });

  it("findOnPath skips folders and files that are not executable", async () => {
    const { findOnPath } = await import("../../tools/setup/executables.mjs");
    mkdirSync(join(folder, "a", "pulumi"), { recursive: true });
    mkdirSync(join(folder, "b"));
    writeFileSync(join(folder, "b", "pulumi"), "");
    assert.equal(findOnPath("pulumi", [join(folder, "a"), join(folder, "b")].join(delimiter)), undefined);
  });

  describe("withLock", () => {
    it("waits for another set-up", async () => {
      const { withLock } = await import("../../tools/setup/lock.mjs");
      const lock = join(folder, "deep", "lock");
      const events: string[] = [];
      const work = (name: string) => async () => {
        events.push(`${name} begins`);
        await sleep(50);
        events.push(`${name} ends`);
      };
      await Promise.all([withLock(lock, work("first"), ""), withLock(lock, work("second"), "")]);
      assert.deepEqual(events, ["first begins", "first ends", "second begins", "second ends"]);
    });

    it("says what to do if it cannot write the lock file", async () => {
      const { withLock } = await import("../../tools/setup/lock.mjs");
      const file = executable("file");
      await assert.rejects(
        withLock(join(file, "lock"), async () => {}, "Set PULUMI_HOME."),
        /^SetupError: Cannot write into .*file \(EEXIST\)\. Set PULUMI_HOME\.$/,
      );
    });

    it("releases the lock after a failure and leaves no listener behind", async () => {
      const { withLock } = await import("../../tools/setup/lock.mjs");
      const listeners = process.listenerCount("exit");
      const lock = join(folder, "lock");
      const failing = withLock(
        lock,
        async () => {
          assert.equal(process.listenerCount("exit"), listeners + 1);
          assert.ok(existsSync(lock));
          throw new Error("broken");
        },
        "",
      );
      await assert.rejects(failing, /broken/);
      assert.ok(!existsSync(lock));
      assert.equal(process.listenerCount("exit"), listeners);
    });

    it("takes a lock whose owner was killed", async () => {
      const { withLock } = await import("../../tools/setup/lock.mjs");
      const lock = join(folder, "lock");
      writeFileSync(lock, "");
      const old = new Date(Date.now() - 60_000);
      utimesSync(lock, old, old);
      assert.equal(await withLock(lock, async () => "done", ""), "done");
    });
  });

  describe("runStep", function () {
    // Signals of a busy machine take their time.
    this.timeout(60_000);
    /** Starts a process that holds a lock while it runs `command` as a step. */
    function start(command: string, advice = ""): ChildProcess {
      const script = join(folder, "step.mjs");
      const url = (file: string) => JSON.stringify(pathToFileURL(join(tools, "setup", file)).href);
      writeFileSync(
        script,
        `import { main } from ${url("error.mjs")};
         import { withLock } from ${url("lock.mjs")};
         import { runStep } from ${url("run.mjs")};
         const step = () => runStep("Working", "sh", ["-c", ${JSON.stringify(command)}], { env: process.env, advice: ${JSON.stringify(advice)} });
         await main(() => withLock(${JSON.stringify(join(folder, "lock"))}, step, "").then(() => 0));`,
      );
      return spawn(process.execPath, [script], { stdio: ["ignore", "pipe", "pipe"] });
    }

    async function outcome(child: ChildProcess) {
      const output = { stdout: "", stderr: "" };
      child.stdout?.on("data", (data) => {
        output.stdout += data;
      });
      child.stderr?.on("data", (data) => {
        output.stderr += data;
      });
      const [code] = await once(child, "close");
      return { code, ...output };
    }

    it("writes the output of the command to stderr", async () => {
      const { code, stdout, stderr } = await outcome(start("echo output"));
      assert.deepEqual({ code, stdout }, { code: 0, stdout: "" });
      assert.match(stderr, /^Working …\noutput\nWorking: done in \d\.\d s\n$/);
    });

    it("says which command failed and what to do", async () => {
      const { code, stderr } = await outcome(start("exit 3", "Try again."));
      assert.equal(code, 1);
      assert.match(stderr, /\nWorking: exit code 3\.\n\$ sh -c exit 3\n\nTry again\.\n/);
    });

    for (const [signal, expected] of Object.entries({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 })) {
      it(`after ${signal}, waits for the end of the command and releases the lock`, async () => {
        const finished = join(folder, "finished");
        const trap = `trap 'sleep 0.3; touch ${finished}; exit 0' INT TERM HUP; touch ${finished}-not; while :; do sleep 0.05; done`;
        const child = start(trap);
        const ended = outcome(child);
        while (!existsSync(`${finished}-not`)) await sleep(20);
        assert.ok(existsSync(join(folder, "lock")));
        child.kill(signal as NodeJS.Signals);
        assert.equal((await ended).code, expected);
        assert.ok(existsSync(finished));
        assert.ok(!existsSync(join(folder, "lock")));
      });
    }
  });

  it("prints durations in seconds and minutes", async () => {
    const { duration } = await import("../../tools/setup/run.mjs");
    assert.deepEqual([849, 12_400, 59_400, 200_000].map(duration), ["0.8 s", "12 s", "59 s", "3 min 20 s"]);
  });
});
