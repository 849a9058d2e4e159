import * as pulumi from "@pulumi/pulumi";
import { lookUp, lookUpOutput } from "./lookup";
import type {
  GetStreamConnectionArgs,
  GetStreamConnectionOutputArgs,
  GetStreamConnectionOutputResult,
  GetStreamConnectionResult,
  LookupOptions,
} from "./types";

/** Loaded by the first look-up: programs that look nothing up load neither axios nor zod. */
const find = () => (require("./find") as typeof import("./find")).findConnection;

/**
 * Looks up a connection that is managed elsewhere. It is asked for in previews too, and is no resource: nothing of it
 * is kept in the state.
 *
 * @throws a rejected promise when there is no such connection, or when Atlas cannot be asked.
 * @example
 * const { bootstrapServers } = await getStreamConnection({ projectId, workspaceName: "shop", connectionName: "orders" });
 * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-getgroupstreamconnection
 */
export function getStreamConnection(
  args: GetStreamConnectionArgs,
  opts: LookupOptions = {},
): Promise<GetStreamConnectionResult> {
  return lookUp("getStreamConnection", args, opts, (plain, circumstances) => find()(plain, circumstances));
}

/**
 * The same where parts of the address, or the provider's credentials, are outputs. While one of them is not known, or a
 * resource behind them does not exist yet, the result is unknown and Atlas is not asked.
 *
 * @example
 * const { url } = getStreamConnectionOutput({ projectId: project.id, workspaceName: "shop", connectionName: "hook" });
 * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-getgroupstreamconnection
 */
export function getStreamConnectionOutput(
  args: GetStreamConnectionOutputArgs,
  opts: LookupOptions = {},
): pulumi.Output<GetStreamConnectionOutputResult> {
  const found = lookUpOutput("getStreamConnection", args, opts, async (plain, circumstances) =>
    withSecrets(await find()(plain, circumstances)),
  );
  return found as unknown as pulumi.Output<GetStreamConnectionOutputResult>;
}

/** Headers are the only secret that Atlas returns; a test holds that against the schemas. */
export function withSecrets(result: GetStreamConnectionResult): GetStreamConnectionOutputResult {
  const { headers, ...others } = result;
  return { ...others, headers: headers ? pulumi.secret(headers) : pulumi.output(undefined) };
}
