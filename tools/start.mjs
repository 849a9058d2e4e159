import { join } from "node:path";
import { main } from "./setup/error.mjs";
import { root } from "./setup/paths.mjs";
import { runInForeground } from "./setup/run.mjs";
import { setup } from "./setup.mjs";

/** `npm start`: the main job, on a local Atlas. */
await main(async () => {
  const env = await setup();
  const demo = join(root, "examples", "quickstart", "demo.mjs");
  return runInForeground(process.execPath, [demo, ...process.argv.slice(2)], { cwd: root, env });
});
