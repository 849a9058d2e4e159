import type * as pulumi from "@pulumi/pulumi";
import type { AtlasProvider } from "../atlasProvider";
import type { FieldOf, OwnFieldsOfAll } from "../connections/args";

/** Chooses the credentials of a look-up. */
export interface LookupOptions {
  /** The account to ask. Default: that of `parent`, then the stack's configuration, then the environment. */
  provider?: AtlasProvider;
  /** A resource whose provider is used when `provider` is left out. */
  parent?: pulumi.Resource;
}

/** Which connection to look up. */
export interface GetStreamConnectionArgs {
  /** The Atlas project: 24 hexadecimal digits. */
  projectId: string;
  /** The stream workspace that holds the connection. */
  workspaceName: string;
  /** The connection's name. */
  connectionName: string;
}

/** Which connection to look up, where parts of its address are outputs of resources. */
export interface GetStreamConnectionOutputArgs {
  /** The Atlas project: 24 hexadecimal digits. */
  projectId: pulumi.Input<string>;
  /** The stream workspace that holds the connection. */
  workspaceName: pulumi.Input<string>;
  /** The connection's name. */
  connectionName: pulumi.Input<string>;
}

/** Which workspace to list. */
export interface GetStreamConnectionsArgs {
  /** The Atlas project: 24 hexadecimal digits. */
  projectId: string;
  /** The stream workspace. */
  workspaceName: string;
}

/** Which workspace to list, where parts of its address are outputs of resources. */
export interface GetStreamConnectionsOutputArgs {
  /** The Atlas project: 24 hexadecimal digits. */
  projectId: pulumi.Input<string>;
  /** The stream workspace. */
  workspaceName: pulumi.Input<string>;
}

/** The fields that only some types have. */
type FieldsOfTypes = { [Key in keyof OwnFieldsOfAll]?: Returned<FieldOf<Key>> };
type Returned<T> = T extends string | string[] | Record<string, string> ? T : pulumi.Unwrap<T>;

/**
 * A connection as Atlas has it, under the names of `StreamConnection`. Which fields are there depends on `type`; those of
 * a type that this version does not know are left out. Also left out, as in a resource's outputs, is what Atlas never
 * returns (passwords and keys) and the defaults that it fills in: `PUBLIC` networking, the workspace's own
 * project as `clusterGroupId`.
 */
export interface GetStreamConnectionResult extends FieldsOfTypes {
  /** The Atlas project. */
  projectId: string;
  /** The stream workspace that holds the connection. */
  workspaceName: string;
  /** The connection's name. */
  connectionName: string;
  /** The type, for example `"Kafka"`; also one that this version does not know. */
  type: string;
  /** The connection's region. Absent on servers older than 2026. */
  region?: string;
  /** `READY`, `PENDING`, `FAILED` or `DELETING`. */
  state: string;
  /** Atlas' own id of the connection (its field `id`): 24 hexadecimal digits. Absent on servers older than 2026. */
  connectionId?: string;
  /** Https: the headers of every request. Their values are secrets, and here in plain text: `getStreamConnectionOutput` keeps them secret. */
  headers?: Record<string, string>;
}

/** A connection in an output: the same, with the headers as a secret output of their own. */
export interface GetStreamConnectionOutputResult extends Omit<GetStreamConnectionResult, "headers"> {
  /** Https: the headers of every request. A secret output. */
  headers: pulumi.Output<Record<string, string> | undefined>;
}

/** The connections of a workspace. */
export interface GetStreamConnectionsResult {
  /** The Atlas project. */
  projectId: string;
  /** The stream workspace. */
  workspaceName: string;
  /** Every connection, those included that are being deleted or are of a type that this version does not know; sorted by name. */
  results: GetStreamConnectionResult[];
}

/** The connections of a workspace in an output: the same, with headers as secret outputs of their own. */
export interface GetStreamConnectionsOutputResult extends Omit<GetStreamConnectionsResult, "results"> {
  /** Every connection, those included that are being deleted or are of a type that this version does not know; sorted by name. */
  results: GetStreamConnectionOutputResult[];
}
