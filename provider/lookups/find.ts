import type { AtlasClient } from "../atlas/client";
import type { Connection } from "../atlas/connection";
import { explain } from "../atlas/errors/atlasError";
import { hasCode } from "../atlas/errors/classify";
import { listAll } from "../atlas/listAll";
import { retryNotFoundOnce } from "../atlas/retryNotFound";
import { type Address, addressKeys, formatId } from "../connections/address";
import { commonTraits } from "../connections/common";
import { withoutNullish } from "../connections/inputs";
import { validate } from "../connections/validate";
import { lookups } from "../messages/lookups";
import { operations } from "../messages/operations";
import { redact, secretOf } from "../process/redact";
import { systemClock } from "../shared/clock";
import { oneLine } from "../shared/text";
import { resultOf } from "./result";
import { type Session, sessionFor } from "./session";
import type {
  GetStreamConnectionArgs,
  GetStreamConnectionResult,
  GetStreamConnectionsArgs,
  GetStreamConnectionsResult,
} from "./types";

/** What a look-up needs from the program. */
export interface LookupContext {
  /** Reads the configuration by its whole key, for example `mongodbatlas:publicKey`. */
  getConfig(key: string): string | undefined;
  /** Prints a line for the user. */
  log(line: string): void;
  /** The arguments are Pulumi secrets: errors must not show them. */
  hasSecretArgs: boolean;
}

const maxNameLength = 200;
const maxMessageLength = 6_000;

/** @throws Error with a message for the user, without secrets. */
export async function findConnection(
  args: GetStreamConnectionArgs,
  context: LookupContext,
): Promise<GetStreamConnectionResult> {
  const names = ["projectId", "workspaceName", "connectionName"] as const;
  checkArgs("getStreamConnection", args, names);
  const connection = oneLine(formatId(args), maxNameLength);
  const failed = (reason: string) => lookups.failed.text.one(connection, reason);
  return withSession(args, context, failed, async ({ client }) => {
    return resultOf(args, await getConnection(client, args));
  });
}

/** @throws Error with a message for the user, without secrets. */
export async function findConnections(
  args: GetStreamConnectionsArgs,
  context: LookupContext,
): Promise<GetStreamConnectionsResult> {
  checkArgs("getStreamConnections", args, ["projectId", "workspaceName"]);
  const { projectId, workspaceName } = args;
  const workspace = oneLine(workspaceName, maxNameLength);
  const failed = (reason: string) => lookups.failed.text.list(workspace, projectId, reason);
  return withSession(args, context, failed, async ({ client }) => {
    const connections = [...(await listAll(client, args)).values()];
    // Atlas guarantees no order, and a program should run the same way each time.
    connections.sort((one, other) => (one.name < other.name ? -1 : 1));
    const results = connections.map((connection) => resultOf(args, connection));
    return { projectId, workspaceName, results };
  });
}

/** Checks an address with the rules of Sample, the type without fields of its own. Messages have no values. */
function checkArgs(lookup: string, args: object, names: readonly string[]): void {
  const given = withoutNullish({ ...args });
  const extra = Object.keys(given).filter((key) => !names.includes(key) && sampleFields.has(key));
  const problems = [
    ...validate({ ...placeholders(names), ...given, type: "Sample" }),
    ...extra.map((key) => lookups.notAnArgument.text(key, lookup, names.join(", "))),
  ];
  if (problems.length > 0) throw new Error(`${lookup}: ${problems.join("; ")}`);
}

/** The fields of a Sample connection. A look-up takes only a part of the address. */
const sampleFields: ReadonlySet<string> = new Set(Object.keys(commonTraits));

/** Valid values for the parts of an address that this look-up does not take. */
function placeholders(names: readonly string[]): Record<string, string> {
  const missing = addressKeys.filter((key) => !names.includes(key));
  return Object.fromEntries(missing.map((key) => [key, "unneeded"]));
}

async function getConnection(client: AtlasClient, address: Address): Promise<Connection> {
  try {
    return await retryNotFoundOnce({ clock: systemClock }, () => client.get(address));
  } catch (error) {
    const isMissing = hasCode(error, "STREAM_CONNECTION_NOT_FOUND_FOR_NAME");
    throw isMissing ? new Error(operations.missing.text) : error;
  }
}

/** Runs `work` in a session. Turns any error into one message without secrets. */
async function withSession<T>(
  args: object,
  { getConfig, log, hasSecretArgs }: LookupContext,
  failed: (reason: string) => string,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  let session: Session | undefined;
  try {
    session = sessionFor(getConfig, process.env, log);
    return await work(session);
  } catch (error) {
    session?.forget();
    const secrets = [...(session?.secrets ?? []), ...(hasSecretArgs ? Object.values(args).map(String) : [])];
    const message = oneLine(redact(failed(explain(error)), secrets.map(secretOf)), maxMessageLength);
    throw new Error(message);
  }
}
