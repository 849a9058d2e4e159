import { parseArgs } from "node:util";
import { main } from "../../tools/setup/error.mjs";
import { bin, root } from "../../tools/setup/paths.mjs";
import { run } from "../../tools/setup/run.mjs";
import { setup } from "../../tools/setup.mjs";

const usage = "npm run test:faults [-- --seed N [--path P] [--runs N] [test file …]]";

/** `npm run test:faults`: runs the fault tests in their long form. `--seed` and `--path` reproduce a failure. */
await main(async () => {
  const {
    values: { help, ...settings },
    positionals,
  } = parseArgs({
    allowPositionals: true,
    options: {
      seed: { type: "string" },
      path: { type: "string" },
      runs: { type: "string" },
      help: { type: "boolean" },
    },
  });
  if (help) {
    console.log(usage);
    return 0;
  }
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...(await setup()), FAULTS_LONG: "1" };
  for (const [name, value] of Object.entries(settings)) env[`FAULTS_${name.toUpperCase()}`] = value;
  const files = positionals.length > 0 ? positionals : ["test/faults"];
  return run(process.execPath, [bin("mocha"), ...files], { cwd: root, env });
});
