import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bin, root } from "./paths.mjs";
import { runInForeground } from "./run.mjs";

/**
 * Runs the tests that mocha's arguments choose, by this Node.
 *
 * @returns the exit code and mocha's counts; none of these from a mocha that broke down before its end.
 */
export async function runMocha(chosen, env, node = process.execPath) {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-atlas-streams-test-"));
  try {
    const counts = join(folder, "counts.json");
    const reporter = join(root, "tools", "mocha-reporter.cjs");
    const options = ["--reporter", reporter, "--reporter-option", `counts=${counts}`];
    // A forgotten `it.only` makes everything else look as if it passed.
    if (env.CI) options.push("--forbid-only");
    const code = await runInForeground(node, [bin("mocha"), ...options, ...chosen], { cwd: root, env });
    // After Ctrl-C, mocha says 0 although it has not run all tests.
    if (!existsSync(counts)) return { code: code || 1 };
    return { code, counts: JSON.parse(readFileSync(counts, "utf8")) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
