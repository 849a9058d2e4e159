import type * as pulumi from "@pulumi/pulumi";
import { allSecret, hasOtherSecrets, withSecrets } from "./getStreamConnection";
import { lookUp, lookUpOutput } from "./lookup";
import { mockedFind } from "./mocks";
import type {
  GetStreamConnectionsArgs,
  GetStreamConnectionsOutputArgs,
  GetStreamConnectionsOutputResult,
  GetStreamConnectionsResult,
  LookupOptions,
} from "./types";

/** Loaded by the first look-up, so that other programs load neither axios nor zod. */
const find = () =>
  mockedFind<GetStreamConnectionsArgs, GetStreamConnectionsResult>("getStreamConnections", { results: [] }) ??
  (require("./find") as typeof import("./find")).findConnections;

/**
 * Looks up all connections of a workspace. They are read in previews too. In unit tests with
 * `pulumi.runtime.setMocks`, the mocks' `call` answers the token `mongodbatlas:index:getStreamConnections`.
 *
 * @param args which workspace to list.
 * @param opts which credentials to use. Default: those of the stack.
 * @throws Error (a rejected promise) when there is no such workspace, or when the request fails.
 * @example
 * const { results } = await getStreamConnections({ projectId, workspaceName: "shop" });
 * const names = results.filter(({ type }) => type === "Kafka").map(({ connectionName }) => connectionName);
 * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-listgroupstreamconnections
 */
export function getStreamConnections(
  args: GetStreamConnectionsArgs,
  opts: LookupOptions = {},
): Promise<GetStreamConnectionsResult> {
  return lookUp("getStreamConnections", args, opts, (plain, context) => find()(plain, context));
}

/**
 * Like `getStreamConnections`, for arguments or credentials that are outputs. While one of them is unknown, or one of
 * their resources does not exist yet, the result is unknown and no request is sent.
 *
 * @param args which workspace to list; each argument may be an output.
 * @param opts which credentials to use. Default: those of the stack.
 * @example
 * const count = getStreamConnectionsOutput({ projectId, workspaceName: workspace.name }).results.length;
 * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-listgroupstreamconnections
 */
export function getStreamConnectionsOutput(
  args: GetStreamConnectionsOutputArgs,
  opts: LookupOptions = {},
): pulumi.Output<GetStreamConnectionsOutputResult> {
  const found = lookUpOutput("getStreamConnections", args, opts, async (plain, context) => {
    const listed = await find()(plain, context);
    const result = { ...listed, results: listed.results.map(withSecrets) };
    return listed.results.some(hasOtherSecrets) ? allSecret(result) : result;
  });
  return found as unknown as pulumi.Output<GetStreamConnectionsOutputResult>;
}
