import { parseArgs } from "node:util";
import { SetupError } from "../setup/error.mjs";

/** The first versions that package.json allows; a test holds them together. docs/releasing.md says what they depend on. */
export const OLDEST_NODE = "20.19.0";
export const OLDEST_SDK = "3.216.0";

/** The version of @pulumi/pulumi that this checkout itself has. */
export const OWN_SDK = "own";

const COMBINATIONS = [
  { node: OLDEST_NODE, sdk: OLDEST_SDK },
  { node: "22", sdk: OLDEST_SDK },
  { node: "22", sdk: "3.235.0" },
  // The last one that says it runs on Node 20.
  { node: "20", sdk: "3.248.0" },
  { node: "20", sdk: OWN_SDK },
  { node: "22", sdk: OWN_SDK },
  { node: "24", sdk: OWN_SDK },
];

export const usage = `npm run test:matrix [-- [--node VERSION …] [--sdk VERSION …] [-- mocha's arguments]]

Runs the engine tests on several versions of Node and @pulumi/pulumi, and prints a table at the end.

--node   a version that the npm package "node" has, "22" or "20.19.0"; alone, it goes with our own @pulumi/pulumi
--sdk    a version of @pulumi/pulumi, "latest", or "${OWN_SDK}" for the one of this checkout; alone, it goes with Node 22
--list   only says which combinations there would be

Both may be given several times: every Node then goes with every @pulumi/pulumi.`;

/** What to run; `tests` go to mocha. */
export function parse(args) {
  const { values, positionals } = read(args);
  const { node, sdk, help = false, list = false } = values;
  const tests = positionals.length > 0 ? positionals : ["test/engine"];
  if (!node && !sdk) return { combinations: COMBINATIONS, tests, help, list };
  const combinations = (node ?? ["22"]).flatMap((node) => (sdk ?? [OWN_SDK]).map((sdk) => ({ node, sdk })));
  return { combinations, tests, help, list };
}

function read(args) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        node: { type: "string", multiple: true },
        sdk: { type: "string", multiple: true },
        list: { type: "boolean" },
        help: { type: "boolean" },
      },
    });
  } catch (error) {
    throw new SetupError(`${error.message}\n\n${usage}`);
  }
}
