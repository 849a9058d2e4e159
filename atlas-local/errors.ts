import { STATUS_CODES } from "node:http";
import type { Json, JsonObject } from "./types";

/**
 * An error of the application, in the format of the service. Details and parameters come from recorded responses.
 * "Inferred" means that the code was recorded on other endpoints, or not at all.
 */
export class ApiError extends Error {
  override readonly name = "ApiError";

  constructor(
    readonly status: number,
    readonly errorCode: string,
    readonly detail: string,
    readonly parameters: readonly Json[] = [],
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(`${status} ${errorCode}: ${detail}`);
  }

  get body(): JsonObject {
    return {
      detail: this.detail,
      error: this.status,
      errorCode: this.errorCode,
      parameters: [...this.parameters],
      reason: STATUS_CODES[this.status] ?? "",
    };
  }
}

export const groupNotFound = (projectId: string) =>
  new ApiError(404, "GROUP_NOT_FOUND", `No group with ID ${projectId} exists.`, [projectId]);

/** Inferred: the API document only requires 24 lower-case hexadecimal digits. */
export const invalidGroupId = (projectId: string) =>
  new ApiError(400, "INVALID_GROUP_ID", `An invalid group ID ${projectId} was specified.`, [projectId]);

/** The service responds with 401, not 403. */
export const userCannotAccessGroup = () =>
  new ApiError(401, "USER_CANNOT_ACCESS_GROUP", "User cannot access this group.");

export const tenantNotFound = (projectId: string, workspaceName: string) =>
  new ApiError(
    404,
    "STREAM_TENANT_NOT_FOUND_FOR_NAME",
    `Stream instance for project ${projectId} and name ${workspaceName} not found.`,
    [projectId, workspaceName],
  );

export const connectionNotFound = (name: string, projectId: string, workspaceName: string) =>
  new ApiError(
    404,
    "STREAM_CONNECTION_NOT_FOUND_FOR_NAME",
    `Stream connection with name ${name} for project ${projectId} and name ${workspaceName} not found.`,
    [name, projectId, workspaceName],
  );

export const nameAlreadyExists = (name: string) =>
  new ApiError(
    409,
    "STREAM_CONNECTION_NAME_ALREADY_EXISTS",
    `A Stream connection with the name ${name} already exists.`,
    [name],
  );

/** Inferred, like the next one: the code was never recorded. */
export const failoverNotFound = (id: string, name: string) =>
  new ApiError(
    404,
    "STREAM_FAILOVER_CONNECTION_NOT_FOUND",
    `Failover connection with ID ${id} for stream connection ${name} not found.`,
    [id, name],
  );

export const failoverAlreadyExists = (name: string, region: string) =>
  new ApiError(
    409,
    "STREAM_FAILOVER_CONNECTION_ALREADY_EXISTS",
    `A failover connection in region ${region} already exists for stream connection ${name}.`,
    [name, region],
  );

export const kafkaIsDeploying = (name: string) =>
  new ApiError(
    409,
    "STREAM_KAFKA_CONNECTION_IS_DEPLOYING",
    `Stream Kafka connection ${name} is currently deploying. Please retry the request later.`,
    [name],
  );

/** The service responds with 403, not 409. */
export const hasStreamProcessors = (name: string, workspaceName: string) =>
  new ApiError(
    403,
    "STREAM_CONNECTION_HAS_STREAM_PROCESSORS",
    `Stream connection with name ${name} in stream workspace ${workspaceName} has active processors, and cannot be changed.`,
    [name, workspaceName],
  );

/** The order of the parameters is inferred. */
export const networkingCannotBeModified = (name: string, workspaceName: string) =>
  new ApiError(
    400,
    "STREAM_NETWORKING_ACCESS_TYPE_CANNOT_BE_MODIFIED",
    "Stream networking access type cannot be modified.",
    [workspaceName, name],
  );

/** Inferred: recorded only on cluster endpoints. */
export const clusterNotFound = (clusterName: string, projectId: string) =>
  new ApiError(404, "CLUSTER_NOT_FOUND", `No cluster named ${clusterName} exists in group ${projectId}.`, [
    clusterName,
    projectId,
  ]);

export const validationError = (problem: string) =>
  new ApiError(400, "VALIDATION_ERROR", `The request content produced the validation error: ${problem}.`, [
    problem,
  ]);

/** Inferred, like the next two: recorded only on cluster endpoints. */
export const missingAttribute = (path: string) =>
  new ApiError(400, "MISSING_ATTRIBUTE", `The required attribute ${path} was not specified.`, [path]);

export const invalidAttribute = (path: string) =>
  new ApiError(400, "INVALID_ATTRIBUTE", `Invalid attribute ${path} specified.`, [path]);

export const invalidJsonAttribute = (path: string) =>
  new ApiError(
    400,
    "INVALID_JSON_ATTRIBUTE",
    `Received JSON for the ${path} attribute does not match expected format.`,
    [path],
  );

/** Inferred. */
export const malformedJson = () => new ApiError(400, "MALFORMED_JSON", "Received JSON is malformed.");

export const invalidVersionDate = () =>
  new ApiError(406, "INVALID_VERSION_DATE", "Invalid accept header or version date.");

/** Inferred. */
export const unsupportedMediaType = () =>
  new ApiError(415, "UNSUPPORTED_MEDIA_TYPE", "The content type of the request is not supported.");

export const resourceNotFound = (path: string) =>
  new ApiError(404, "RESOURCE_NOT_FOUND", `Cannot find resource ${path}.`, [path]);

/** Inferred. */
export const methodNotAllowed = (method: string, allowed: readonly string[]) =>
  new ApiError(
    405,
    "METHOD_NOT_ALLOWED",
    `The method ${method} is not allowed for this resource.`,
    [method],
    {
      Allow: allowed.join(", "),
    },
  );

/** Inferred: a proxy in front of the service would normalize such a path, and reach another resource. */
export const ambiguousPath = (path: string) =>
  new ApiError(400, "INVALID_URI", "The path of the request is ambiguous.", [path]);

/** Inferred. */
export const requestTooLarge = (limit: number) =>
  new ApiError(413, "REQUEST_TOO_LARGE", `The request body is larger than ${limit} bytes.`, [limit]);

export const unexpectedError = () => new ApiError(500, "UNEXPECTED_ERROR", "Unexpected error.");

export const rateLimited = (
  path: string,
  retryAfterSeconds: number,
  { capacity, refill, periodSeconds }: { capacity: number; refill: number; periodSeconds: number },
) =>
  new ApiError(
    429,
    "RATE_LIMITED_TOKEN_BUCKET",
    `Rate limit exceeded for ${path}. Please retry after ${retryAfterSeconds} seconds. Request capacity: ${capacity}. ` +
      `Refill rate: ${refill} per ${periodSeconds} seconds. ` +
      "For more information, see: http://dochub.mongodb.org/core/atlas-api-rate-limit.",
    [path, retryAfterSeconds, capacity, refill, periodSeconds],
    { "Retry-After": String(retryAfterSeconds) },
  );

export const tokenRateLimited = (path: string, requests: number, minutes: number) =>
  new ApiError(
    429,
    "RATE_LIMITED",
    `Resource ${path} is limited to ${requests} requests every ${minutes} minutes.`,
    [path, requests, minutes],
  );
