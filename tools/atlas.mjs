import { join } from "node:path";
import { main } from "./setup/error.mjs";
import { root } from "./setup/paths.mjs";
import { runInForeground } from "./setup/run.mjs";
import { setup } from "./setup.mjs";

/** `npm run atlas`: the local Atlas in the foreground. It needs no Pulumi. */
await main(async () => {
  const env = await setup({ pulumi: false });
  const cli = join(root, "dist", "atlas-local", "cli.js");
  return runInForeground(process.execPath, [cli, ...process.argv.slice(2)], { cwd: root, env });
});
