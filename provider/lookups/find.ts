import type { AtlasClient } from "../atlas/client";
import type { Connection } from "../atlas/connection";
import { explain } from "../atlas/errors/explain";
import { hasCode } from "../atlas/errors/kinds";
import { listAll } from "../atlas/listAll";
import { type Address, addressFields, formatId } from "../connections/address";
import { withoutNullish } from "../connections/inputs";
import { validate } from "../connections/validate";
import { redact } from "../process/redact";
import { despiteSlip } from "../resource/reconcile/retryNotFound";
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

/** With what a look-up is made. */
export interface Circumstances {
  /** Reads the configuration by its whole key, for example `mongodbatlas:publicKey`. */
  getConfig(key: string): string | undefined;
  /** Shows a line to the user. */
  log(line: string): void;
  /** The arguments are Pulumi secrets, so errors must not show them. */
  hasSecretArgs: boolean;
}

const longestName = 200;

/** @throws Error with a message for the user, and no secret in it. */
export async function findConnection(
  args: GetStreamConnectionArgs,
  circumstances: Circumstances,
): Promise<GetStreamConnectionResult> {
  const names = ["projectId", "workspaceName", "connectionName"] as const;
  refuseWrong("getStreamConnection", args, names);
  const what = `look up connection ${oneLine(formatId(args), longestName)}`;
  return explained(what, args, circumstances, async ({ client }) => {
    return resultOf(args, await getConnection(client, args));
  });
}

/** @throws Error with a message for the user, and no secret in it. */
export async function findConnections(
  args: GetStreamConnectionsArgs,
  circumstances: Circumstances,
): Promise<GetStreamConnectionsResult> {
  refuseWrong("getStreamConnections", args, ["projectId", "workspaceName"]);
  const { projectId, workspaceName } = args;
  const what = `list the connections of workspace ${oneLine(workspaceName, longestName)} in project ${projectId}`;
  return explained(what, args, circumstances, async ({ client }) => {
    const connections = [...(await listAll(client, args)).values()];
    // Atlas promises no order, and a program that goes through them should do the same every time.
    connections.sort((one, other) => (one.name < other.name ? -1 : 1));
    const results = connections.map((connection) => resultOf(args, connection));
    return { projectId, workspaceName, results };
  });
}

/** The rules of a resource's address, by way of the one type that has nothing else. Values are never shown. */
function refuseWrong(lookup: string, args: object, names: readonly string[]): void {
  const given = withoutNullish({ ...args });
  const foreign = Object.keys(given).filter((key) => !names.includes(key) && accepted.has(key));
  const problems = [
    ...validate({ ...fillers(names), ...given, type: "Sample" }),
    ...foreign.map((key) => `${key}: is not an argument of ${lookup}; allowed are ${names.join(", ")}`),
  ];
  if (problems.length > 0) throw new Error(`${lookup}: ${problems.join("; ")}`);
}

/** What a Sample connection may have beside its address, and a look-up may not. */
const accepted: ReadonlySet<string> = new Set([
  ...Object.keys(addressFields),
  "type",
  "region",
  "adopt",
  "timeouts",
]);

/** Stands for the parts of an address that this look-up does not need. */
function fillers(names: readonly string[]): Record<string, string> {
  const missing = Object.keys(addressFields).filter((key) => !names.includes(key));
  return Object.fromEntries(missing.map((key) => [key, "unneeded"]));
}

async function getConnection(client: AtlasClient, address: Address): Promise<Connection> {
  try {
    return await despiteSlip({ clock: systemClock }, () => client.get(address));
  } catch (error) {
    const isMissing = hasCode(error, "STREAM_CONNECTION_NOT_FOUND_FOR_NAME");
    throw isMissing ? new Error("there is no such connection in Atlas") : error;
  }
}

/** Opens a session and works with it; whatever is thrown becomes one clear message without secrets. */
async function explained<T>(
  what: string,
  args: object,
  { getConfig, log, hasSecretArgs }: Circumstances,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  let session: Session | undefined;
  try {
    session = sessionFor(getConfig, process.env, log);
    return await work(session);
  } catch (error) {
    session?.forget();
    const secrets = [...(session?.secrets ?? []), ...(hasSecretArgs ? Object.values(args).map(String) : [])];
    throw new Error(redact(`could not ${what}: ${explain(error)}`, secrets));
  }
}
