import type { Workspace } from "../atlas/workspaceQueue";
import { validate } from "../connections/validate";

/** @throws Error that names the wrong options. */
export function checkWorkspace({ projectId, workspaceName }: Workspace): void {
  const problems = validate({ projectId, workspaceName, connectionName: "any", type: "Sample" });
  if (problems.length > 0) throw new Error(problems.map(namedAsOptions).join("\n"));
}

function namedAsOptions(problem: string): string {
  return problem.replace(/^projectId:/, "--project").replace(/^workspaceName:/, "--workspace");
}
