import type { Workspace } from "../atlas/workspaceQueue";
import { commandLine } from "../messages/commandLine";

/** The options of every command that reads a workspace, for `parseArgs`. */
export const workspaceOptions = {
  project: { type: "string" },
  workspace: { type: "string" },
  stack: { type: "string" },
} as const;

interface Parsed {
  readonly values: { readonly project?: string | undefined; readonly workspace?: string | undefined };
  readonly positionals: readonly string[];
}

/** @throws Error that says what is wrong with the command line. */
export function workspaceIn(command: string, { values, positionals }: Parsed): Workspace {
  const { extra, noProject, noWorkspace } = commandLine.wrong.text;
  if (positionals.length > 0) throw new Error(extra(command, positionals.join(" ")));
  const { project, workspace } = values;
  if (!project) throw new Error(noProject);
  if (!workspace) throw new Error(noWorkspace);
  return { projectId: project, workspaceName: workspace };
}
