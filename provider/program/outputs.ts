import * as pulumi from "@pulumi/pulumi";
import type { FieldOf, OwnFieldsOfAll, StreamConnectionArgs } from "../connections/args";
import type { StreamConnectionTimeouts } from "../connections/common";
import { allOutputNames } from "../connections/outputNames";
import { hideFingerprints } from "./hiddenFingerprints";

/** An output that may be undefined. */
type Optional<T> = pulumi.Output<pulumi.Unwrap<T> | undefined>;

/** The outputs of the fields that only some types have. */
export type OutputsOfTypes = { readonly [Key in keyof OwnFieldsOfAll]-?: Optional<FieldOf<Key>> };

/** The outputs of every type of connection. */
export interface CommonOutputs {
  /** The Atlas project: 24 hexadecimal digits. */
  readonly projectId: pulumi.Output<string>;
  /** The stream workspace that holds the connection. */
  readonly workspaceName: pulumi.Output<string>;
  /** The name by which stream processors refer to the connection. */
  readonly connectionName: pulumi.Output<string>;
  /** The type of the connection. */
  readonly type: pulumi.Output<StreamConnectionArgs["type"]>;
  /** The connection's region; Atlas' choice where the program leaves it out. */
  readonly region: pulumi.Output<string | undefined>;
  /** Whether an existing connection may be taken over. */
  readonly adopt: pulumi.Output<boolean | undefined>;
  /** How long each operation may wait. */
  readonly timeouts: Optional<StreamConnectionTimeouts>;
  /** Whether the state holds the connection's secrets. Default `true`. */
  readonly secretsInState: pulumi.Output<boolean | undefined>;
  /** The fields that this version of the package does not know, as the program gives them. */
  readonly additionalProperties: pulumi.Output<Record<string, unknown> | undefined>;
  /** The state that Atlas reported last: `READY`, `PENDING` or `FAILED`. */
  readonly state: pulumi.Output<string>;
  /** Atlas' own id of the connection (its field `id`): 24 hexadecimal digits. Absent on servers older than 2026. */
  readonly connectionId: pulumi.Output<string | undefined>;
}

/** Shared `undefined` output for fields of other types: each output of a resource costs four promises. */
const undefinedOutput = pulumi.output(undefined);

/** Gives the resource the outputs that Pulumi has not set, and hides fingerprints in the others. */
export function completeOutputs(resource: pulumi.CustomResource): void {
  // Not only with `secretsInState: false`: a transform may set it, and `ignoreChanges` may keep it.
  hideFingerprints(resource);
  const missing = allOutputNames.filter((output) => !Object.hasOwn(resource, output));
  Object.assign(resource, Object.fromEntries(missing.map((output) => [output, undefinedOutput])));
}
