const byCode: Readonly<Record<string, string>> = {
  STREAM_CONNECTION_NAME_ALREADY_EXISTS:
    "If the resource was renamed in the program, add its old name to aliases. If a replacement was forced, or another resource of the program gives the name up, set deleteBeforeReplace: true on that resource. " +
    "To take over a connection that already exists, set adopt: true; after an interrupted run, run pulumi up once with PULUMI_ATLAS_STREAMS_ADOPT=1 instead, then pulumi refresh --clear-pending-creates.",
  STREAM_CONNECTION_NOT_FOUND_FOR_NAME:
    "If it was deleted outside of Pulumi, run pulumi refresh; pulumi up then creates it again.",
  STREAM_TENANT_NOT_FOUND_FOR_NAME:
    "Check workspaceName and projectId: the stream workspace must exist first.",
  STREAM_CONNECTION_HAS_STREAM_PROCESSORS:
    "Stop or delete the stream processors that use the connection, then run pulumi up again.",
  STREAM_KAFKA_CONNECTION_IS_DEPLOYING:
    "Atlas is still bringing the connection up; run pulumi up again in some minutes.",
  STREAM_NETWORKING_ACCESS_TYPE_CANNOT_BE_MODIFIED:
    "Atlas cannot change networking in place; replace the connection.",
  GROUP_NOT_FOUND: "Check projectId, and that the credentials belong to the project's organization.",
  USER_CANNOT_ACCESS_GROUP:
    "Check projectId, and that the API key or service account has a role in this project.",
  IP_ADDRESS_NOT_ON_ACCESS_LIST:
    "Add this machine's address to the API access list of the key or service account.",
  CLUSTER_NOT_FOUND: "Check clusterName; for a cluster of another project also clusterGroupId.",
  INVALID_VERSION_DATE:
    "Check mongodbatlas:baseUrl: this server does not know the version of the API that is used here.",
};

const byStatus: Readonly<Record<number, string>> = {
  401: "Check the credentials: mongodbatlas:publicKey and privateKey, clientId and clientSecret, or accessToken, or the MONGODB_ATLAS_… environment variables.",
  403: "The credentials need the role Project Stream Processing Manager (or Organization Stream Processing Admin).",
  404: "Check projectId, workspaceName and mongodbatlas:baseUrl.",
  429: "Atlas limits requests per project; run pulumi up again in a minute, or lower --parallel.",
  500: "This is a fault of Atlas; run pulumi up again.",
};

/** One thing that the user can do about an error of Atlas, if we know any. */
export function hintFor(status: number, errorCode: string): string | undefined {
  if (Object.hasOwn(byCode, errorCode)) return byCode[errorCode];
  return byStatus[status >= 500 ? 500 : status];
}
