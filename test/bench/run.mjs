import { join } from "node:path";
import { main } from "../../tools/setup/error.mjs";
import { bin, root } from "../../tools/setup/paths.mjs";
import { run } from "../../tools/setup/run.mjs";
import { setup } from "../../tools/setup.mjs";

/** `npm run bench`: how fast and how frugal the provider is, beside two that do nothing. */
await main(async () => {
  const env = await setup();
  const bench = join(root, "test", "bench", "bench.ts");
  // Paths among the arguments are the caller's.
  const cwd = process.env.INIT_CWD ?? process.cwd();
  return run(process.execPath, [bin("tsx"), bench, ...process.argv.slice(2)], { cwd, env });
});
