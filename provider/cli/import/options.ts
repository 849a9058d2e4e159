import { extname, resolve } from "node:path";
import { parseArgs } from "node:util";
import { type AccountKey, configKey, credentialKinds, settings } from "../../atlas/settings/list";
import { importCommand } from "../../messages/importCommand";
import { workspaceIn, workspaceOptions } from "../workspaceArgs";
import { programExtensions } from "./module";
import { plainHeaders } from "./plainHeaders";

const variable = (key: AccountKey) => settings[key].environment[0];

const credentialVariables = Object.values(credentialKinds)
  .map((keys) => keys.map(variable).join(" and "))
  .join(",\n");

export const help = `Imports existing stream connections of MongoDB Atlas into a Pulumi program and its state.

Usage: npx pulumi-atlas-streams import --project <id> --workspace <name> [options]

It reads the connections of a workspace and writes two files: a program that declares them, and a file for pulumi import.
Certificates get files of their own, in the folder certs beside the program. It changes nothing in Atlas and nothing in
the state, and prints what to do next. No secret is written or printed: the program reads passwords, keys and the values
of headers from the configuration. Only the values of headers that are no secret stay in the program:
${plainHeaders.join(", ")}.

  --project <id>        the Atlas project: 24 hexadecimal digits (required)
  --workspace <name>    the stream workspace (required)
  --name <connection>   only this connection; may be repeated (all)
  --program <path>      the program to write (connections.ts): TypeScript (.ts, .mts, .cts), or JavaScript (.js, .mjs,
                        .cjs). A .js file has the kind of modules that the nearest package.json says
  --file <path>         the file for pulumi import to write (import.json)
  --prefix <text>       beginning of resource names and configuration keys, for a second workspace in one project
  --force               overwrite existing files
  --stack <name>        the Pulumi stack whose configuration is read (the selected one)
  --help                this text

Credentials: in a folder with a Pulumi project, those of the stack's configuration (${configKey("publicKey")} and so on, read
with "pulumi config --show-secrets"). Then those of the environment; in any other folder only these:
${credentialVariables}.
Another server: ${configKey("baseUrl")} or ${variable("baseUrl")}.
Atlas for Government: ${configKey("isMongodbgovCloud")} or ${variable("isMongodbgovCloud")}.

Exit code: 0 for success, 1 for a failure, 2 for a wrong command line.`;

/** The options of `pulumi-atlas-streams import`. */
export interface ImportOptions {
  projectId: string;
  workspaceName: string;
  /** Only these connections; empty for all. */
  names: readonly string[];
  /** Path of the program. */
  program: string;
  /** Path of the file for `pulumi import`. */
  file: string;
  /** Beginning of resource names and configuration keys. */
  prefix: string | undefined;
  /** Overwrite existing files. */
  force: boolean;
  /** The stack whose configuration is read. Default: the selected one. */
  stack: string | undefined;
}

/** @throws Error that says what is wrong with the command line. */
export function parse(args: string[]): ImportOptions {
  const parsed = parseArgs({
    args,
    allowPositionals: true,
    options: {
      ...workspaceOptions,
      name: { type: "string", multiple: true, default: [] },
      program: { type: "string", default: "connections.ts" },
      file: { type: "string", default: "import.json" },
      prefix: { type: "string" },
      force: { type: "boolean", default: false },
    },
  });
  const workspace = workspaceIn("import", parsed);
  const { values } = parsed;
  const { program, file } = values;
  const texts = importCommand.commandLine.text;
  if (resolve(program) === resolve(file)) throw new Error(texts.sameFile);
  if (!programExtensions.includes(extname(program)))
    throw new Error(texts.otherLanguage(programExtensions.join(", ")));
  return {
    ...workspace,
    names: values.name,
    program,
    file,
    prefix: values.prefix || undefined,
    force: values.force,
    stack: values.stack,
  };
}
