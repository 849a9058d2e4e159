import { configKey, settings } from "../atlas/settings/list";
import type { Messages } from "./entry";

/** Hints by Atlas' error code. */
export const errorCodes = {
  STREAM_CONNECTION_NAME_ALREADY_EXISTS: {
    text:
      "If the resource was renamed in the program, add its old name to aliases. If a replacement was forced, or another resource of the program gives the name up, set deleteBeforeReplace: true on that resource. " +
      "To take over a connection that already exists, set adopt: true; after an interrupted run, run pulumi up once with PULUMI_ATLAS_STREAMS_ADOPT=1 instead, then pulumi refresh --clear-pending-creates.",
    cause:
      "409 `STREAM_CONNECTION_NAME_ALREADY_EXISTS`: the connection exists already. Another resource of the program, another person or an interrupted run created it.",
    cure: "Use the part of the hint that describes your case.",
  },
  STREAM_CONNECTION_NOT_FOUND_FOR_NAME: {
    text: "If it was deleted outside of Pulumi, run pulumi refresh; pulumi up then creates it again.",
    cause:
      "404 `STREAM_CONNECTION_NOT_FOUND_FOR_NAME`: the workspace has no connection of this name, also after a retry.",
    cure: "Refresh, then run `pulumi up`.",
  },
  STREAM_TENANT_NOT_FOUND_FOR_NAME: {
    text: "Check workspaceName and projectId: the stream workspace must exist first.",
    cause: "404 `STREAM_TENANT_NOT_FOUND_FOR_NAME`: the project has no such stream workspace.",
    cure: "If the program creates the workspace too, take its name from that resource's output, so that Pulumi waits for it.",
  },
  STREAM_CONNECTION_HAS_STREAM_PROCESSORS: {
    text: "Stop or delete the stream processors that use the connection, then run pulumi up again.",
    cause: "403 `STREAM_CONNECTION_HAS_STREAM_PROCESSORS`: stream processors use the connection.",
    cure: "Follow the hint. Nothing was changed or lost.",
  },
  STREAM_KAFKA_CONNECTION_IS_DEPLOYING: {
    text: "Atlas is still bringing the connection up; run pulumi up again in some minutes.",
    cause: "409 `STREAM_KAFKA_CONNECTION_IS_DEPLOYING`: Atlas is still deploying the connection.",
    cure: "Run `pulumi up` later. A delete needs no help: it is retried until `timeouts.delete`.",
  },
  STREAM_NETWORKING_ACCESS_TYPE_CANNOT_BE_MODIFIED: {
    text: "Atlas cannot change networking in place; replace the connection.",
    cause:
      "400 `STREAM_NETWORKING_ACCESS_TYPE_CANNOT_BE_MODIFIED`: the connection's networking in Atlas differs from the state.",
    cure: "Run `pulumi refresh`; the next preview then shows a replacement.",
  },
  GROUP_NOT_FOUND: {
    text: "Check projectId, and that the credentials belong to the project's organization.",
    cause: "404 `GROUP_NOT_FOUND`: Atlas does not show this project to these credentials.",
    cure: "Correct `projectId`, or use credentials of the project's organization.",
  },
  USER_CANNOT_ACCESS_GROUP: {
    text: "Check projectId, and that the API key or service account has a role in this project.",
    cause: "401 `USER_CANNOT_ACCESS_GROUP`: the credentials are valid, but not for this project.",
    cure: "Correct `projectId`, or add the key or service account to the project.",
  },
  IP_ADDRESS_NOT_ON_ACCESS_LIST: {
    text: "Add this machine's address to the API access list of the key or service account.",
    cause: "403 `IP_ADDRESS_NOT_ON_ACCESS_LIST`. In CI the address may change with each run.",
    cure: "Follow the hint.",
  },
  ORG_REQUIRES_ACCESS_LIST: {
    text: "The organization accepts API requests only from addresses on an access list: add this machine's address to the API access list of the key or service account.",
    cause:
      "403 `ORG_REQUIRES_ACCESS_LIST`: the organization requires an API access list, and the key or service account has none.",
    cure: "Follow the hint. In CI the address may change with each run.",
  },
  CLUSTER_NOT_FOUND: {
    text: "Check clusterName; for a cluster of another project also clusterGroupId.",
    cause: "404 `CLUSTER_NOT_FOUND`: the project has no such cluster.",
    cure: "For a cluster of another project, the organization must also allow it in its settings.",
  },
  INVALID_VERSION_DATE: {
    text: "Check mongodbatlas:baseUrl: this server does not know the version of the API that is used here.",
    cause: "`INVALID_VERSION_DATE`: the server is not a recent Atlas.",
    cure: "Correct `mongodbatlas:baseUrl`.",
  },
} satisfies Messages;

/** Hints by HTTP status, for codes without a hint of their own. */
export const errorStatuses = {
  401: {
    text:
      "Check the credentials: mongodbatlas:publicKey and privateKey, clientId and clientSecret, or accessToken, or the MONGODB_ATLAS_… environment variables. " +
      "If they were changed since the last pulumi up, add --run-program to pulumi refresh or destroy, which otherwise use the configuration of that run.",
    cause:
      "`401`: the credentials are wrong, revoked or expired. An access token is valid for an hour. With a service account, the provider renews the token itself. Atlas for Government has credentials of its own, see `mongodbatlas:isMongodbgovCloud`.",
    cure: "Correct them. `pulumi refresh` and `destroy` use the configuration of the last `pulumi up`, unless you add `--run-program`. Environment variables are always current.",
  },
  403: {
    text: "The credentials need the role Project Stream Processing Manager (or Organization Stream Processing Admin).",
    cause: "`403`: the key or service account lacks a role.",
    cure: "Give it the role in Atlas' console.",
  },
  404: {
    text: "Check projectId, workspaceName and mongodbatlas:baseUrl.",
    cause: "`404` with any other code.",
    cure: "Follow the hint.",
  },
  429: {
    text: "Atlas limits requests per project; run pulumi up again in a minute, or lower --parallel.",
    cause: `\`429\` in every attempt (\`${configKey("maxRetryTime")}\`, ${settings.maxRetryTime.default} by default, without the waits that Atlas asks for): something else uses up the project's requests.`,
    cure: "Follow the hint.",
  },
  500: {
    text: "This is a fault of Atlas; run pulumi up again.",
    cause: "`500`, after all attempts.",
    cure: "[status.mongodb.com](https://status.mongodb.com) reports outages of Atlas.",
  },
} satisfies Messages;

/** Hints for requests of which the status alone says too little. */
export const outages = {
  unavailable: {
    text: `Atlas, or a proxy before it, is unavailable: https://status.mongodb.com may know more. Run pulumi up again later, or raise ${configKey("maxRetryTime")} to wait longer.`,
    cause: `\`502\`, \`503\`, \`504\` and similar, in all attempts within \`${configKey("maxRetryTime")}\` (${settings.maxRetryTime.default} by default).`,
    cure: "Run `pulumi up` again after the outage. If Atlas is well, look for a proxy between this machine and Atlas.",
  },
  noConnection: {
    text: "The connection of a failover connection must exist first: take connectionName from the connection's outputs, so that Pulumi waits for it.",
    cause:
      "404 `STREAM_CONNECTION_NOT_FOUND_FOR_NAME` when a failover connection is created: its connection does not exist, also after retries over seven seconds.",
    cure: "Follow the hint.",
  },
  tokenRateLimited: {
    text: `Atlas limits the access tokens that a service account may request in a minute, and each pulumi command requests at least one: run fewer commands at once, or raise ${configKey("maxRetryTime")}.`,
    cause:
      "`429` of `/api/oauth/token`, in all attempts. The limit holds per service account and address; `10` a minute was seen. Every provider process requests a token of its own: a preview and an update count twice, and so does each `AtlasProvider`.",
    cure: "Start commands one after another, use several service accounts, or give all commands one `mongodbatlas:accessToken`.",
  },
} satisfies Messages;

export const refusals = {
  credentialsRefused: {
    text: (reason: string) =>
      `Atlas has refused the credentials${reason}; check them, they are not sent again in this run`,
    cause:
      "Atlas refused the credentials earlier in this run. The provider does not send them again, because hundreds of refused requests look like an attack.",
    cure: "See the first error of the run, which has the details.",
  },
} satisfies Messages;
