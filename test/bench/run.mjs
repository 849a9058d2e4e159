import { join } from "node:path";
import { main } from "../../tools/setup/error.mjs";
import { bin, root } from "../../tools/setup/paths.mjs";
import { run } from "../../tools/setup/run.mjs";
import { setup } from "../../tools/setup.mjs";

/**
 * `npm run bench`: compares time, requests and memory with two providers that do nothing. `npm run bench -- big-stacks`
 * measures one large stack in several ways.
 */
await main(async () => {
  const env = await setup();
  const args = process.argv.slice(2);
  const isBig = args[0] === "big-stacks";
  const bench = join(root, "test", "bench", isBig ? "bigStacks.ts" : "bench.ts");
  // Paths in the arguments are relative to the caller's folder.
  const cwd = process.env.INIT_CWD ?? process.cwd();
  return run(process.execPath, [bin("tsx"), bench, ...args.slice(isBig ? 1 : 0)], { cwd, env });
});
