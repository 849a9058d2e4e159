import { parseArgs } from "node:util";
import { workspaceIn, workspaceOptions } from "../workspaceArgs";

export const help = `Checks what this package needs of Atlas, and what Atlas really does.

Usage: npx pulumi-atlas-streams doctor --project <id> --workspace <name> [options]

It checks settings, credentials, roles, network, rate limit, clock, project and workspace, and prints a cure for each
failure. It sends two requests that only read.

The output is Markdown for an issue. It has no secrets, no ids, and no names of projects, workspaces, connections or hosts.
The base URL and the proxy appear on the error output only.

  --project <id>        the Atlas project: 24 hexadecimal digits (required)
  --workspace <name>    the stream workspace (required)
  --write               also make, change and delete throw-away connections, and report what Atlas does with them.
                        Their names begin with pulumi-doctor-, and they need nothing outside of Atlas. No other
                        connection is changed. It takes about a minute. Do not run it during a pulumi up.
  --stack <name>        the Pulumi stack whose configuration is read (the selected one)
  --help                this text

Credentials and other settings are those of "pulumi-atlas-streams import"; see its --help.

Exit code: 0 when all is well, 1 when a check failed, 2 for a wrong command line.`;

/** The options of `pulumi-atlas-streams doctor`. */
export interface DoctorOptions {
  projectId: string;
  workspaceName: string;
  /** Make throw-away connections. */
  write: boolean;
  /** The stack whose configuration is read. Default: the selected one. */
  stack: string | undefined;
}

/** @throws Error that says what is wrong with the command line. */
export function parse(args: string[]): DoctorOptions {
  const parsed = parseArgs({
    args,
    allowPositionals: true,
    options: {
      ...workspaceOptions,
      write: { type: "boolean", default: false },
    },
  });
  const { write, stack } = parsed.values;
  return { ...workspaceIn("doctor", parsed), write, stack };
}
