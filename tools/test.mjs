import { readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { main } from "./setup/error.mjs";
import { bin, root } from "./setup/paths.mjs";
import { run } from "./setup/run.mjs";
import { setup } from "./setup.mjs";

/** The folders with the longest files. They come first, so that no process waits for one of them at the end. */
const slowFolders = ["package", "engine", "examples", "faults"];

/** All tests, as paths in the repository. */
function allTests() {
  const files = readdirSync(join(root, "test"), { recursive: true, encoding: "utf8" });
  const rank = (/** @type {string} */ file) => {
    const index = slowFolders.indexOf(dirname(file));
    return index < 0 ? slowFolders.length : index;
  };
  return files
    .filter((file) => file.endsWith(".test.ts"))
    .sort((one, other) => rank(one) - rank(other))
    .map((file) => join("test", file));
}

/** `npm test`: `npm run check` and all tests. With arguments for mocha it runs only the tests that they choose. */
await main(async () => {
  const env = await setup();
  const chosen = process.argv.slice(2);
  const mocha = [
    bin("mocha"),
    // One more than processors, because the engine tests also wait for Atlas.
    ...["--parallel", "--jobs", String(availableParallelism() + 1)],
    ...["--reporter", join(root, "tools", "mocha-reporter.cjs")],
    ...(chosen.length > 0 ? chosen : allTests()),
  ];
  // A forgotten `it.only` skips all other tests.
  if (env.CI) mocha.push("--forbid-only");
  const checked = chosen.length > 0 ? 0 : await run("npm", ["run", "--silent", "check"], { env });
  return checked || run(process.execPath, mocha, { env });
});
