import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, usage } from "./matrix/combinations.mjs";
import { installer } from "./matrix/install.mjs";
import { table } from "./matrix/table.mjs";
import { main, SetupError } from "./setup/error.mjs";
import { pathLeadingTo } from "./setup/executables.mjs";
import { interruptible, interruption } from "./setup/interruption.mjs";
import { runMocha } from "./setup/mocha.mjs";
import { setup } from "./setup.mjs";

/** `npm run test:matrix`: the engine tests on several versions of Node and @pulumi/pulumi, one after another. */
await main(async () => {
  const { combinations, tests, help, list } = parse(process.argv.slice(2));
  if (help) return console.log(usage);
  if (list) return console.log(combinations.map(title).join("\n"));
  const env = await setup();
  const folder = mkdtempSync(join(tmpdir(), "pulumi-atlas-streams-matrix-"));
  const results = [];
  try {
    return await interruptible(async () => {
      const install = installer(folder, env);
      for (const [index, combination] of combinations.entries()) {
        const place = `${index + 1} of ${combinations.length}`;
        console.log(`\n${"─".repeat(100)}\n${place}: ${title(combination)}\n`);
        results.push(await run(combination, tests, install, env));
        interruption.throwIfAborted();
      }
      return results.every(({ code }) => code === 0) ? 0 : 1;
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
    if (results.length > 0) console.log(`\n${table(results)}`);
  }
});

function title({ node, sdk }) {
  return `Node ${node}, @pulumi/pulumi ${sdk}`;
}

/**
 * The tests themselves, the local Atlas and the CLI's children run on the chosen Node, since all of them find it first
 * on PATH; the programs under test find the chosen SDK, and the tests our own.
 */
async function run(combination, tests, install, env) {
  const started = Date.now();
  const took = () => ({ milliseconds: Date.now() - started });
  try {
    const node = await install.node(combination.node);
    const sdk = await install.sdk(combination.sdk);
    const outcome = await runMocha(
      tests,
      { ...env, PATH: pathLeadingTo([node.path], env.PATH), ATLAS_STREAMS_SDK: sdk.modules },
      node.path,
    );
    return { node: node.version, sdk: sdk.version, ...outcome, ...took() };
  } catch (error) {
    // One version that cannot be had must not hide what the others do.
    if (!(error instanceof SetupError)) throw error;
    console.error(`\n${error.message}\n`);
    return { ...combination, code: 1, problem: "could not be installed", ...took() };
  }
}
