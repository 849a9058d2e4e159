/** A JSON value. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
/** A JSON object. */
export type JsonObject = { [key: string]: Json };

/**
 * The state of a connection. `PENDING` ends as `READY` or `FAILED`, `DELETING` ends as a 404.
 * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-getgroupstreamconnection
 */
export type ConnectionState = "PENDING" | "READY" | "DELETING" | "FAILED";

/** How a connection reaches its system: over the internet, or by private networking, which takes time to set up. */
export type NetworkingAccessType = "PUBLIC" | "VPC" | "PRIVATE_LINK" | "TRANSIT_GATEWAY";

/** A connection as the API returns it, without write-only fields. Fields of types other than Kafka and Https are untyped. */
export interface Connection {
  /** 24 hexadecimal digits, chosen by the service. */
  id: string;
  name: string;
  /** The type of the connection, for example `Kafka`. */
  type: string;
  /** Atlas' name of the region, for example `VIRGINIA_USA`. */
  region: string;
  /** The current state. */
  state: ConnectionState;
  /** Kafka: comma-separated list of host:port. */
  bootstrapServers?: string;
  authentication?: JsonObject;
  security?: JsonObject;
  config?: Record<string, string>;
  networking?: JsonObject;
  url?: string;
  headers?: Record<string, string>;
  [field: string]: unknown;
}

/** The argument of `put`: a name, a type, and the fields of that type, including write-only ones. */
export interface ConnectionInput {
  name: string;
  type: string;
  [field: string]: unknown;
}

/** The address of a workspace. */
export interface WorkspaceAddress {
  /** 24 hexadecimal digits; the API calls it groupId. */
  projectId: string;
  /** The API calls it tenantName. */
  workspaceName: string;
}
