import { join } from "node:path";
import { main } from "./setup/error.mjs";
import { bin, root } from "./setup/paths.mjs";
import { run } from "./setup/run.mjs";
import { setup } from "./setup.mjs";

/** `npm test`: `npm run check` and all tests. With arguments for mocha it runs only the tests that they choose. */
await main(async () => {
  const env = await setup();
  const chosen = process.argv.slice(2);
  const mocha = [bin("mocha"), "--reporter", join(root, "tools", "mocha-reporter.cjs"), ...chosen];
  // A forgotten `it.only` skips all other tests.
  if (env.CI) mocha.push("--forbid-only");
  const checked = chosen.length > 0 ? 0 : await run("npm", ["run", "--silent", "check"], { env });
  return checked || run(process.execPath, mocha, { env });
});
