import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { main } from "./setup/error.mjs";
import { bin, root } from "./setup/paths.mjs";
import { duration } from "./setup/progress.mjs";
import { runInForeground } from "./setup/run.mjs";
import { setup } from "./setup.mjs";

/** `npm test`: lint, types, then all tests. Arguments go to mocha, and then only the tests they choose are run. */
await main(async () => {
  const env = await setup();
  const chosen = process.argv.slice(2);
  if (chosen.length === 0) {
    const code =
      (await check("lint", [bin("biome"), "check", "."], env)) ||
      (await check("types", [bin("tsc"), "-p", "tsconfig.json", "--noEmit"], env));
    if (code !== 0) return code;
  }
  return test(chosen, env);
});

async function check(name, command, env) {
  const started = Date.now();
  const code = await runInForeground(process.execPath, command, { cwd: root, env });
  console.log(`${name}: ${code === 0 ? "passed" : "failed"} in ${duration(Date.now() - started)}`);
  return code;
}

async function test(chosen, env) {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-atlas-streams-test-"));
  try {
    const counts = join(folder, "counts.json");
    const reporter = join(root, "tools", "mocha-reporter.cjs");
    const options = ["--reporter", reporter, "--reporter-option", `counts=${counts}`];
    // A forgotten `it.only` makes everything else look as if it passed.
    if (env.CI) options.push("--forbid-only");
    const code = await check("tests", [bin("mocha"), ...options, ...chosen], env);
    printSummary(counts);
    return code;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The last line of the output, which CI reads. A mocha that broke down before its end has left no counts. */
function printSummary(counts) {
  if (!existsSync(counts)) return;
  const { passes, failures, pending } = JSON.parse(readFileSync(counts, "utf8"));
  console.log(`${passes} passed, ${failures} failed${pending ? `, ${pending} skipped` : ""}`);
}
