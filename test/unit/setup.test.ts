import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";

interface Lockfile {
  packages: Record<string, { version?: string; integrity?: string; optional?: boolean; link?: boolean }>;
}

interface Tools {
  isAtLeast(version: string, minimum: string): boolean;
  isInstalled(lockfile: Lockfile, installed: Lockfile | undefined): boolean;
  findOnPath(name: string, path: string): string | undefined;
  pathLeadingTo(executables: string[], path: string): string;
  duration(milliseconds: number): string;
  withLock<T>(file: string, body: () => Promise<T>, advice: string): Promise<T>;
  PULUMI_VERSION: string;
}

const tools = join(__dirname, "../../tools");

/** The set-up runs before TypeScript is installed, so it has no types of its own. */
async function load<Name extends keyof Tools>(file: string): Promise<Pick<Tools, Name>> {
  return import(pathToFileURL(join(tools, "setup", file)).href);
}

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

  describe("versions", () => {
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
      it(`${JSON.stringify(version)} ${expected ? "suffices" : "does not suffice"} for ${minimum}`, async () => {
        const { isAtLeast } = await load<"isAtLeast">("version.mjs");
        assert.equal(isAtLeast(version, minimum), expected);
      });
    }

    it("builds the CLI whose version its go.mod pins", async () => {
      const { PULUMI_VERSION } = await load<"PULUMI_VERSION">("installPulumi.mjs");
      const module = readFileSync(join(tools, "pulumi-cli", "go.mod"), "utf8");
      assert.match(module, new RegExp(`github.com/pulumi/pulumi/pkg/v3 v${PULUMI_VERSION}$`, "m"));
    });
  });

  describe("dependencies", () => {
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

    const cases: [what: string, installed: Lockfile | undefined, expected: boolean][] = [
      ["nothing", undefined, false],
      ["everything, without what is for other platforms", { packages: installed }, true],
      ["one package more", { packages: { ...installed, "node_modules/left": zod } }, true],
      [
        "another version",
        { packages: { ...installed, "node_modules/zod": { ...zod, version: "3.0.0" } } },
        false,
      ],
      [
        "another archive",
        { packages: { ...installed, "node_modules/zod": { ...zod, integrity: "no" } } },
        false,
      ],
      ["one package less", { packages: { "node_modules/zod": zod } }, false],
    ];
    for (const [what, present, expected] of cases) {
      it(`are ${expected ? "complete" : "to be installed"} with ${what}`, async () => {
        const { isInstalled } = await load<"isInstalled">("dependencies.mjs");
        assert.equal(isInstalled(lockfile, present), expected);
      });
    }
  });

  describe("PATH", () => {
    it("is left alone where it already leads to the executable", async () => {
      const { pathLeadingTo } = await load<"pathLeadingTo">("executables.mjs");
      const node = executable("first", "node");
      const path = [join(folder, "empty"), join(folder, "first"), join(folder, "second")].join(delimiter);
      assert.equal(pathLeadingTo([node], path), path);
    });

    it("gets the folder in front where another executable comes first", async () => {
      const { findOnPath, pathLeadingTo } = await load<"findOnPath" | "pathLeadingTo">("executables.mjs");
      executable("old", "pulumi");
      const node = executable("old", "node");
      const pulumi = executable("new", "pulumi");
      const path = pathLeadingTo([node, pulumi], join(folder, "old"));
      assert.equal(path, [join(folder, "new"), join(folder, "old")].join(delimiter));
      assert.equal(findOnPath("node", path), node);
    });

    it("does not lead to a folder or to a file that cannot be executed", async () => {
      const { findOnPath } = await load<"findOnPath">("executables.mjs");
      mkdirSync(join(folder, "a", "pulumi"), { recursive: true });
      mkdirSync(join(folder, "b"));
      writeFileSync(join(folder, "b", "pulumi"), "");
      assert.equal(findOnPath("pulumi", [join(folder, "a"), join(folder, "b")].join(delimiter)), undefined);
    });
  });

  it("lets one set-up wait for another", async () => {
    const { withLock } = await load<"withLock">("lock.mjs");
    const lock = join(folder, "deep", "lock");
    const events: string[] = [];
    const work = (name: string) => async () => {
      events.push(`${name} begins`);
      await new Promise((resolve) => setTimeout(resolve, 50));
      events.push(`${name} ends`);
    };
    await Promise.all([withLock(lock, work("first"), ""), withLock(lock, work("second"), "")]);
    assert.deepEqual(events, ["first begins", "first ends", "second begins", "second ends"]);
  });

  it("says what to do where it cannot write", async () => {
    const { withLock } = await load<"withLock">("lock.mjs");
    const file = executable("file");
    await assert.rejects(
      withLock(join(file, "lock"), async () => {}, "Set PULUMI_HOME."),
      /^SetupError: Cannot write into .*file \(EEXIST\)\. Set PULUMI_HOME\.$/,
    );
  });

  it("gives the lock back after a failure and leaves no signal handler behind", async () => {
    const { withLock } = await load<"withLock">("lock.mjs");
    const handlers = process.listenerCount("SIGINT");
    const lock = join(folder, "lock");
    const failing = withLock(
      lock,
      async () => {
        assert.equal(process.listenerCount("SIGINT"), handlers + 1);
        assert.ok(existsSync(lock));
        throw new Error("broken");
      },
      "",
    );
    await assert.rejects(failing, /broken/);
    assert.ok(!existsSync(lock));
    assert.equal(process.listenerCount("SIGINT"), handlers);
  });

  it("tells durations as people do", async () => {
    const { duration } = await load<"duration">("progress.mjs");
    assert.deepEqual([849, 12_400, 59_400, 200_000].map(duration), ["0.8 s", "12 s", "59 s", "3 min 20 s"]);
  });
});
