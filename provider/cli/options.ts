import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { type AccountKey, configKey, credentialKinds, settings } from "../atlas/settings/list";

const variable = (key: AccountKey) => settings[key].environment[0];

const credentialVariables = Object.values(credentialKinds)
  .map((keys) => keys.map(variable).join(" and "))
  .join(",\n");

export const help = `Takes existing stream connections of MongoDB Atlas into a Pulumi program and its state.

Usage: npx pulumi-atlas-streams import --project <id> --workspace <name> [options]

It reads the connections of a workspace and writes two files: a TypeScript program that declares them, and a file for
pulumi import. It changes nothing in Atlas and nothing in the state, and prints what to do next. No secret and no header
value is written or printed: the program takes them from the configuration.

  --project <id>        the Atlas project: 24 hexadecimal digits (required)
  --workspace <name>    the stream workspace (required)
  --name <connection>   only this connection; may be repeated (all)
  --program <path>      where the program goes (connections.ts)
  --file <path>         where the file for pulumi import goes (import.json)
  --prefix <text>       what resource names and configuration keys begin with, for a second workspace in one project
  --force               overwrite both
  --stack <name>        the Pulumi stack whose configuration is read (the selected one)
  --help                this text

Credentials: in a folder with a Pulumi project, those of the stack's configuration (${configKey("publicKey")} and so on, read
with "pulumi config --show-secrets"). Then those of the environment; in any other folder only these:
${credentialVariables}.
Another server: ${configKey("baseUrl")} or ${variable("baseUrl")}.

Exit code: 0; 1 when it failed; 2 when the command line is wrong.`;

/** What `pulumi-atlas-streams import` is asked to do. */
export interface ImportOptions {
  projectId: string;
  workspaceName: string;
  /** Only these connections; empty for all. */
  names: readonly string[];
  /** Where the program goes. */
  program: string;
  /** Where the file for `pulumi import` goes. */
  file: string;
  /** What resource names and configuration keys begin with; undefined for nothing. */
  prefix: string | undefined;
  /** Overwrite both. */
  force: boolean;
  /** The stack whose configuration is read; the selected one unless given. */
  stack: string | undefined;
}

/** @throws Error that says what is wrong with the command line. */
export function parse(args: string[]): ImportOptions | "help" {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      project: { type: "string" },
      workspace: { type: "string" },
      name: { type: "string", multiple: true, default: [] },
      program: { type: "string", default: "connections.ts" },
      file: { type: "string", default: "import.json" },
      prefix: { type: "string" },
      force: { type: "boolean", default: false },
      stack: { type: "string" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help || positionals[0] === "help") return "help";
  const [command, ...rest] = positionals;
  if (command !== "import")
    throw new Error(
      command === undefined
        ? "A command is missing: import."
        : `There is no command ${command}; there is import.`,
    );
  if (rest.length > 0)
    throw new Error(`import takes options only, and not ${rest.join(" ")}. Did you mean --name?`);
  const { project, workspace, program, file } = values;
  if (!project) throw new Error("--project is missing: the id of the Atlas project, 24 hexadecimal digits.");
  if (!workspace) throw new Error("--workspace is missing: the name of the stream workspace.");
  if (resolve(program) === resolve(file)) throw new Error("--program and --file must be two files.");
  if (!program.endsWith(".ts")) throw new Error("--program must end in .ts: the program is in TypeScript.");
  return {
    projectId: project,
    workspaceName: workspace,
    names: values.name,
    program,
    file,
    prefix: values.prefix || undefined,
    force: values.force,
    stack: values.stack,
  };
}
