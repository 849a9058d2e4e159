import { availableParallelism } from "node:os";
import { join } from "node:path";
import { main } from "./setup/error.mjs";
import { bin, root } from "./setup/paths.mjs";
import { run } from "./setup/run.mjs";
import { setup } from "./setup.mjs";

/** The longest files come first, so that no process waits for one of them at the end. */
const all = ["engine", "package", "examples", "faults", "."].map((folder) => join("test", folder));

/** `npm test`: lint, types and all tests. With arguments for mocha it runs only the tests that they choose. */
await main(async () => {
  const env = await setup();
  const chosen = process.argv.slice(2);
  const mocha = [
    bin("mocha"),
    ...["--parallel", "--jobs", String(Math.max(2, availableParallelism()))],
    ...["--reporter", join(root, "tools", "mocha-reporter.cjs")],
    ...(chosen.length > 0 ? chosen : all),
  ];
  // A forgotten `it.only` skips all other tests.
  if (env.CI) mocha.push("--forbid-only");
  const checks = [
    [bin("biome"), "check", "."],
    [bin("tsc"), "-p", "tsconfig.json"],
    [bin("tsc"), "-p", "tsconfig.examples.json"],
  ];
  for (const command of chosen.length > 0 ? [mocha] : [...checks, mocha]) {
    const code = await run(process.execPath, command, { env });
    if (code !== 0) return code;
  }
  return 0;
});
