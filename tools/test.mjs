import { main } from "./setup/error.mjs";
import { runMocha } from "./setup/mocha.mjs";
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
  return report(name, code, started);
}

async function test(chosen, env) {
  const started = Date.now();
  const { code, counts } = await runMocha(chosen, env);
  report("tests", code, started);
  if (counts) printSummary(counts);
  return code;
}

function report(name, code, started) {
  console.log(`${name}: ${code === 0 ? "passed" : "failed"} in ${duration(Date.now() - started)}`);
  return code;
}

/** The last line of the output, which CI reads. */
function printSummary({ passes, failures, pending }) {
  console.log(`${passes} passed, ${failures} failed${pending ? `, ${pending} skipped` : ""}`);
}
