import * as pulumi from "@pulumi/pulumi";
import { hasSecretWhen } from "../connections/secrets";
import { lookUp, lookUpOutput } from "./lookup";
import { mockedFind } from "./mocks";
import type {
  GetStreamConnectionArgs,
  GetStreamConnectionOutputArgs,
  GetStreamConnectionOutputResult,
  GetStreamConnectionResult,
  LookupOptions,
} from "./types";

/** Loaded by the first look-up, so that other programs load neither axios nor zod. */
const find = () =>
  mockedFind<GetStreamConnectionArgs, GetStreamConnectionResult>("getStreamConnection") ??
  (require("./find") as typeof import("./find")).findConnection;

/**
 * Looks up a connection that is managed elsewhere. It is read in previews too. It is not a resource: the state holds
 * nothing of it. In unit tests with `pulumi.runtime.setMocks`, the mocks' `call` answers, with the token
 * `mongodbatlas:index:getStreamConnection`.
 *
 * @param args which connection to look up.
 * @param opts which credentials to use. Default: those of the stack.
 * @throws Error (a rejected promise) when there is no such connection, or when the request fails.
 * @example
 * const { bootstrapServers } = await getStreamConnection({ projectId, workspaceName: "shop", connectionName: "orders" });
 * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-getgroupstreamconnection
 */
export function getStreamConnection(
  args: GetStreamConnectionArgs,
  opts: LookupOptions = {},
): Promise<GetStreamConnectionResult> {
  return lookUp("getStreamConnection", args, opts, (plain, context) => find()(plain, context));
}

/**
 * Like `getStreamConnection`, for arguments or credentials that are outputs. While one of them is unknown, or one of
 * their resources does not exist yet, the result is unknown and no request is sent.
 *
 * @param args which connection to look up; each argument may be an output.
 * @param opts which credentials to use. Default: those of the stack.
 * @example
 * const { url } = getStreamConnectionOutput({ projectId: project.id, workspaceName: "shop", connectionName: "hook" });
 * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-getgroupstreamconnection
 */
export function getStreamConnectionOutput(
  args: GetStreamConnectionOutputArgs,
  opts: LookupOptions = {},
): pulumi.Output<GetStreamConnectionOutputResult> {
  const found = lookUpOutput("getStreamConnection", args, opts, async (plain, context) => {
    const result = await find()(plain, context);
    return hasOtherSecrets(result) ? allSecret(withSecrets(result)) : withSecrets(result);
  });
  return found as unknown as pulumi.Output<GetStreamConnectionOutputResult>;
}

/**
 * Marks the secrets of a result. Headers are an output of their own. A secret among the other fields, for example a password
 * in a URL, makes the whole result a secret, because their types are plain.
 */
export function withSecrets(result: GetStreamConnectionResult): GetStreamConnectionOutputResult {
  const { headers, ...others } = result;
  return { ...others, headers: headers ? pulumi.secret(headers) : pulumi.output(undefined) };
}

/** The value as a secret. Unlike `pulumi.secret`, it keeps the outputs inside. */
export function allSecret<T>(value: T): pulumi.Output<T> {
  return pulumi.secret("").apply(() => value) as pulumi.Output<T>;
}

/** True when the whole result must be a secret. */
export function hasOtherSecrets(result: GetStreamConnectionResult): boolean {
  return hasSecretWhen({ ...result });
}
