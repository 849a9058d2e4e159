import type * as pulumi from "@pulumi/pulumi";
import { withSecrets } from "./getStreamConnection";
import { lookUp, lookUpOutput } from "./lookup";
import type {
  GetStreamConnectionsArgs,
  GetStreamConnectionsOutputArgs,
  GetStreamConnectionsOutputResult,
  GetStreamConnectionsResult,
  LookupOptions,
} from "./types";

/** Loaded by the first look-up: programs that look nothing up load neither axios nor zod. */
const find = () => (require("./find") as typeof import("./find")).findConnections;

/**
 * Looks up all connections of a workspace, whoever manages them. Asked for in previews too.
 *
 * @throws a rejected promise when there is no such workspace, or when Atlas cannot be asked.
 * @example
 * const { results } = await getStreamConnections({ projectId, workspaceName: "shop" });
 * const names = results.filter(({ type }) => type === "Kafka").map(({ connectionName }) => connectionName);
 * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-listgroupstreamconnections
 */
export function getStreamConnections(
  args: GetStreamConnectionsArgs,
  opts: LookupOptions = {},
): Promise<GetStreamConnectionsResult> {
  return lookUp("getStreamConnections", args, opts, (plain, circumstances) => find()(plain, circumstances));
}

/**
 * The same where parts of the address, or the provider's credentials, are outputs. While one of them is not known, or a
 * resource behind them does not exist yet, the result is unknown and Atlas is not asked.
 *
 * @example
 * const count = getStreamConnectionsOutput({ projectId, workspaceName: workspace.name }).results.length;
 * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-listgroupstreamconnections
 */
export function getStreamConnectionsOutput(
  args: GetStreamConnectionsOutputArgs,
  opts: LookupOptions = {},
): pulumi.Output<GetStreamConnectionsOutputResult> {
  const found = lookUpOutput("getStreamConnections", args, opts, async (plain, circumstances) => {
    const listed = await find()(plain, circumstances);
    return { ...listed, results: listed.results.map(withSecrets) };
  });
  return found as unknown as pulumi.Output<GetStreamConnectionsOutputResult>;
}
