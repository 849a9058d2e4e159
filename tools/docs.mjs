import { join } from "node:path";
import { main } from "./setup/error.mjs";
import { bin, root } from "./setup/paths.mjs";
import { runInForeground } from "./setup/run.mjs";
import { setup } from "./setup.mjs";

/** What writes the documents, or parts of them, that tests hold against the code. */
const generators = {
  fields: ["tsx", join("tools", "fieldTable.ts")],
  settings: ["tsx", join("tools", "settingsTable.ts")],
  troubleshooting: ["tsx", join("tools", "troubleshooting.ts")],
  api: ["typedoc", "--logLevel", "Warn"],
  picture: ["tsx", join("tools", "picture.ts")],
  previews: ["tsx", join("tools", "previews.ts")],
};

/** `npm run docs`: writes all of them again; `npm run docs:api` and its like, one. */
await main(async () => {
  const names = process.argv.slice(2);
  const env = await setup();
  for (const name of names.length > 0 ? names : Object.keys(generators)) {
    const [command, ...args] = generators[name];
    const code = await runInForeground(process.execPath, [bin(command), ...args], { cwd: root, env });
    if (code !== 0) return code;
    console.log(`docs ${name}: written`);
  }
  return 0;
});
