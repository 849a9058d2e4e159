import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { filesIn } from "../support/files";

const run = promisify(execFile);
const root = join(__dirname, "../..");

/** The text of every file in a folder, by its path there. */
async function textsIn(folder: string): Promise<Record<string, string>> {
  const files: [string, string][] = [];
  for (const path of await filesIn(folder))
    files.push([path.slice(folder.length + 1).replaceAll("\\", "/"), await readFile(path, "utf8")]);
  return Object.fromEntries(files.sort());
}

describe("docs/api", function () {
  this.timeout(120_000);

  it("is what the doc comments make (npm run docs:api writes it)", async () => {
    const folder = await mkdtemp(join(tmpdir(), "pulumi-atlas-streams-api-"));
    try {
      const typedoc = join(root, "node_modules", ".bin", "typedoc");
      const { stdout, stderr } = await run(
        process.execPath,
        [typedoc, "--out", folder, "--logLevel", "Warn"],
        {
          cwd: root,
        },
      );
      const [wanted, current] = [await textsIn(folder), await textsIn(join(root, "docs/api"))];
      assert.deepEqual(Object.keys(current), Object.keys(wanted));
      // File by file, so that a difference is short.
      for (const [path, text] of Object.entries(wanted)) assert.equal(current[path], text, path);
      // A field that several types have has a comment in each of their interfaces; the reference shows one of them.
      const warnings = (stdout + stderr)
        .split("\n")
        .filter((line) => /warning/.test(line) && !/has multiple declarations with a comment/.test(line))
        .filter((line) => !/Found 0 errors and \d+ warnings/.test(line));
      assert.deepEqual(warnings, []);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
