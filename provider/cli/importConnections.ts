import type { Connection } from "../atlas/connection";
import { explain } from "../atlas/errors/explain";
import { listAll } from "../atlas/listAll";
import type { Workspace } from "../atlas/workspaceQueue";
import { formatId, parseId } from "../connections/address";
import { isConnectionType } from "../connections/types";
import { validate } from "../connections/validate";
import { type Session, sessionFor } from "../lookups/session";
import { redact } from "../process/redact";
import { oneLine } from "../shared/text";
import { type Draft, draftOf } from "./draft";
import { checkWritable, write } from "./files";
import { importFileOf } from "./importFile";
import { Names } from "./names";
import { nextSteps } from "./nextSteps";
import type { ImportOptions } from "./options";
import { programOf } from "./program";
import { readStackConfig } from "./stackConfig";

/** @throws Error with a message for the user, and no secret in it. */
export async function importConnections(options: ImportOptions): Promise<void> {
  const { projectId, workspaceName, program, file, force } = options;
  const problems = validate({ projectId, workspaceName, connectionName: "any", type: "Sample" });
  if (problems.length > 0) throw new Error(problems.map(namedAsOptions).join("\n"));
  checkWritable(program, file, force);

  const found = await listed(options);
  const { drafts, skipped } = sorted(options, found);
  for (const line of skipped) console.log(`Skipped: ${line}`);
  if (drafts.length === 0) throw new Error("There is nothing to import, and nothing was written.");
  await write(program, programOf(options, drafts), force);
  await write(file, await importFileOf(drafts), force);

  const count = drafts.length === 1 ? "1 connection" : `${drafts.length} connections`;
  console.log(
    `${count} of workspace ${workspaceName}: wrote ${program}, the program, and ${file}, for pulumi import.`,
  );
  for (const { connectionName, remarks } of drafts)
    for (const remark of remarks) console.log(`${shown(connectionName)}: ${remark}`);
  console.log(`\n${nextSteps(options, drafts)}`);
}

function namedAsOptions(problem: string): string {
  return problem.replace(/^projectId:/, "--project").replace(/^workspaceName:/, "--workspace");
}

/** The connections of the workspace, or those that were asked for by name. */
async function listed({ names, stack, ...workspace }: ImportOptions): Promise<Connection[]> {
  const config = await readStackConfig(stack);
  const note = "unread" in config ? `The stack's configuration was not asked: ${config.unread}.` : "";
  if ("unread" in config && config.isSurprising) console.error(note);
  const getConfig = (key: string) => ("values" in config ? config.values.get(key) : undefined);
  let session: Session | undefined;
  let all: ReadonlyMap<string, Connection>;
  try {
    session = sessionFor(getConfig, process.env, (line) => console.error(line));
    all = await listAll(session.client, workspace);
  } catch (error) {
    const message = `Could not list the connections of workspace ${workspace.workspaceName} in project ${workspace.projectId}: ${explain(error)}`;
    // Whoever has set the configuration and not the environment wonders why it does not count.
    const lines = "unread" in config && !config.isSurprising ? [message, note] : [message];
    throw new Error(redact(lines.join("\n"), session?.secrets ?? []));
  }
  const missing = names.filter((name) => !all.has(name));
  if (missing.length > 0)
    throw new Error(
      `Workspace ${workspace.workspaceName} has no connection ${missing.map(shown).join(", ")}. It has: ${[...all.keys()].map(shown).sort().join(", ") || "none"}.`,
    );
  return [...all.values()]
    .filter(({ name }) => names.length === 0 || names.includes(name))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** What can be imported, and a line for each that cannot. */
function sorted(
  options: ImportOptions,
  connections: readonly Connection[],
): { drafts: Draft[]; skipped: string[] } {
  const names = { resources: new Names(), configuration: new Names() };
  const drafts: Draft[] = [];
  const skipped: string[] = [];
  for (const connection of connections) {
    const { name, type, state } = connection;
    if (state === "DELETING") skipped.push(`${shown(name)}: Atlas is deleting it.`);
    else if (!isConnectionType(type))
      skipped.push(
        `${shown(name)}: this version does not know its type, ${shown(type)}; a newer pulumi-atlas-streams may.`,
      );
    else if (!isAddressable(options, name))
      skipped.push(
        `${shown(name)}: its name cannot be part of an id (it is "." or "..", or holds "/" or control characters).`,
      );
    else drafts.push(draftOf(options, type, connection, names));
  }
  return { drafts, skipped };
}

function isAddressable({ projectId, workspaceName }: Workspace, connectionName: string): boolean {
  try {
    parseId(formatId({ projectId, workspaceName, connectionName }));
    return true;
  } catch {
    return false;
  }
}

/** Whatever Atlas calls it, on one line of a terminal. */
function shown(name: string): string {
  return oneLine(name, 200);
}
