import type { Connection } from "../../atlas/connection";
import { explain } from "../../atlas/errors/atlasError";
import { listAll } from "../../atlas/listAll";
import type { Workspace } from "../../atlas/workspaceQueue";
import { formatId, parseId } from "../../connections/address";
import { isConnectionType } from "../../connections/types";
import { type Session, sessionFor } from "../../lookups/session";
import { existing } from "../../messages/existing";
import { importCommand } from "../../messages/importCommand";
import { redact, secretOf } from "../../process/redact";
import { oneLine } from "../../shared/text";
import { readStackConfig, type StackConfig } from "../stackConfig";
import { checkWorkspace } from "../workspaceOptions";
import type { Certificates } from "./certificates";
import { type Draft, DraftNames, draftOf } from "./draft";
import { listFailovers } from "./failovers";
import { certificateFiles, checkWritable, write } from "./files";
import { importFileOf } from "./importFile";
import { moduleAt } from "./module";
import { nextSteps } from "./nextSteps";
import type { ImportOptions } from "./options";
import { programOf } from "./program";

/** Maximum characters of a line for the user. */
const maxLineLength = 6_000;

/** @throws Error with a message for the user, without secrets. */
export async function importConnections(options: ImportOptions): Promise<void> {
  const { workspaceName, program, file, force, stack } = options;
  checkWorkspace(options);
  checkWritable(options);

  const config = await readStackConfig(stack);
  const found = await list(options, config);
  const { drafts, skipped, certificates } = draftAll(options, found.connections, found.failovers);
  for (const line of skipped) console.log(line);
  if (drafts.length === 0) throw new Error(importCommand.nothing.text);
  const module = moduleAt(program);
  const newCertificates = certificateFiles(certificates.files, options);
  const files = [
    ...newCertificates,
    { path: program, content: programOf(options, drafts, module) },
    { path: file, content: importFileOf(drafts) },
  ];
  for (const newFile of files) await write(newFile, force);

  const count = drafts.length === 1 ? "1 connection" : `${drafts.length} connections`;
  const { connections, inFiles } = importCommand.done.text;
  console.log(connections(count, workspaceName, program, file));
  if (newCertificates.length > 0) console.log(inFiles(newCertificates.map(({ path }) => path).join(", ")));
  for (const { connectionName, remarks } of drafts)
    for (const remark of remarks) console.log(`${printable(connectionName)}: ${remark}`);
  const existingKeys = "values" in config ? config.programKeys : new Set<string>();
  console.log(`\n${nextSteps(options, drafts, module, existingKeys)}`);
}

interface Found {
  connections: readonly Connection[];
  /** By the name of the connection. */
  failovers: ReadonlyMap<string, readonly Connection[]>;
}

/** The connections of the workspace, or those that `--name` selects. */
async function list({ names, ...workspace }: ImportOptions, config: StackConfig): Promise<Found> {
  if ("notRead" in config && config.isUnexpected) console.error(config.notRead);
  const getConfig = (key: string) => ("values" in config ? config.values.get(key) : undefined);
  let session: Session | undefined;
  const clean = (line: string) =>
    oneLine(redact(line, (session?.secrets ?? []).map(secretOf)), maxLineLength);
  const asMessage = (error: unknown): never => {
    const { workspaceName, projectId } = workspace;
    const message = importCommand.listFailed.text(workspaceName, projectId, explain(error));
    // The credentials may be missing because the configuration was not read.
    const lines = "notRead" in config && !config.isUnexpected ? [message, config.notRead] : [message];
    throw new Error(lines.map(clean).join("\n"));
  };
  try {
    session = sessionFor(getConfig, process.env, (line) => console.error(line));
  } catch (error) {
    return asMessage(error);
  }
  const { client } = session;
  const all = await listAll(client, workspace).catch(asMessage);
  const connections = selected(all, names, workspace.workspaceName);
  const failovers = await listFailovers(client, workspace, connections).catch((error: unknown) => {
    console.error(clean(importCommand.failoversNotRead.text(explain(error))));
    return new Map<string, readonly Connection[]>();
  });
  return { connections, failovers };
}

function selected(
  all: ReadonlyMap<string, Connection>,
  names: readonly string[],
  workspaceName: string,
): Connection[] {
  const missing = names.filter((name) => !all.has(name));
  if (missing.length > 0)
    throw new Error(
      importCommand.noSuchName.text(
        workspaceName,
        missing.map(printable).join(", "),
        [...all.keys()].map(printable).sort().join(", ") || "none",
      ),
    );
  return [...all.values()]
    .filter(({ name }) => names.length === 0 || names.includes(name))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** Drafts every connection that can be imported, and a line for each that cannot. */
function draftAll(
  options: ImportOptions,
  connections: readonly Connection[],
  failovers: Found["failovers"],
): { drafts: Draft[]; skipped: string[]; certificates: Certificates } {
  const names = new DraftNames();
  const drafts: Draft[] = [];
  const skipped: string[] = [];
  const texts = importCommand.skipped.text;
  const add = (connection: Connection, failoverOf?: Draft): Draft | undefined => {
    const { name, type, state, region } = connection;
    const shown = printable(failoverOf ? existing.failoverName.text(name, region ?? undefined) : name);
    if (state === "DELETING") skipped.push(texts.deleting(shown));
    else if (!isConnectionType(type)) skipped.push(texts.unknownType(shown, printable(type)));
    else if (!isAddressable(options, name)) skipped.push(texts.name(shown));
    else {
      const draft = draftOf(options, type, connection, names, failoverOf);
      drafts.push(draft);
      return draft;
    }
    return undefined;
  };
  for (const connection of connections) {
    const draft = add(connection);
    if (draft) for (const failover of failovers.get(connection.name) ?? []) add(failover, draft);
  }
  return { drafts, skipped, certificates: names.certificates };
}

function isAddressable({ projectId, workspaceName }: Workspace, connectionName: string): boolean {
  try {
    parseId(formatId({ projectId, workspaceName, connectionName }));
    return true;
  } catch {
    return false;
  }
}

/** A name from Atlas as one line of bounded length, for a terminal. */
function printable(name: string): string {
  return oneLine(name, 200);
}
