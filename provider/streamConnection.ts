import * as pulumi from "@pulumi/pulumi";
import type { FieldOf, OwnFieldsOfAll, StreamConnectionArgs } from "./connections/args";
import type { StreamConnectionTimeouts } from "./connections/common";
import { providerKey } from "./connections/inputs";
import { allOutputNames, outputNamesOf } from "./connections/outputNames";
import { typeToken } from "./connections/types";
import { withCustomTimeouts } from "./program/customTimeouts";
import { warnUnlessFindable } from "./program/findable";
import { refuseForeignProvider } from "./program/foreignProvider";
import { hideFingerprints } from "./program/hiddenFingerprints";
import { warnOfPlainCredentials } from "./program/plainCredentials";
import { secretInputs } from "./program/secretInputs";
import { ShortTraces } from "./program/shortTraces";
import { providerText } from "./stored";

/** An output that may be undefined. */
type Optional<T> = pulumi.Output<pulumi.Unwrap<T> | undefined>;

/** The outputs of the fields that only some types have. */
type OutputsOfTypes = { readonly [Key in keyof OwnFieldsOfAll]-?: Optional<FieldOf<Key>> };

/** Shared `undefined` output for fields of other types: each output of a resource costs four promises. */
const undefinedOutput = pulumi.output(undefined);

/**
 * A connection of a MongoDB Atlas stream workspace to an external system. `type` says which one, and which fields
 * there are.
 *
 * @example
 * const orders = new StreamConnection("orders", {
 *   projectId, workspaceName: "shop", connectionName: "orders", type: "Kafka",
 *   bootstrapServers: "broker-1.example.com:9092,broker-2.example.com:9092",
 *   security: { protocol: "SASL_SSL" },
 *   authentication: { mechanism: "SCRAM-512", username: "atlas", password: config.requireSecret("kafkaPassword") },
 * });
 * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-creategroupstreamconnection
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the constructor gives it every output
export class StreamConnection extends pulumi.CustomResource {
  /** The resource's type, by which policy packs find it. */
  static readonly __pulumiType: string = typeToken;

  /** The Atlas project: 24 hexadecimal digits. */
  declare readonly projectId: pulumi.Output<string>;
  /** The stream workspace that holds the connection. */
  declare readonly workspaceName: pulumi.Output<string>;
  /** The name by which stream processors refer to the connection. */
  declare readonly connectionName: pulumi.Output<string>;
  /** The type of the connection. */
  declare readonly type: pulumi.Output<StreamConnectionArgs["type"]>;
  /** The connection's region; Atlas' choice where the program leaves it out. */
  declare readonly region: pulumi.Output<string | undefined>;
  /** Whether an existing connection may be taken over. */
  declare readonly adopt: pulumi.Output<boolean | undefined>;
  /** How long each operation may wait. */
  declare readonly timeouts: Optional<StreamConnectionTimeouts>;
  /** Whether the state holds the connection's secrets. Default `true`. */
  declare readonly secretsInState: pulumi.Output<boolean | undefined>;
  /** The state that Atlas reported last: `READY`, `PENDING` or `FAILED`. */
  declare readonly state: pulumi.Output<string>;
  /** Atlas' own id of the connection (its field `id`): 24 hexadecimal digits. Absent on servers older than 2026. */
  declare readonly connectionId: pulumi.Output<string | undefined>;

  /**
   * Declares a connection of a MongoDB Atlas stream workspace. A preview checks its fields; an `up` creates it, and waits
   * until Atlas reports it READY. Does not throw for wrong arguments: a preview reports all of them at once.
   *
   * @param name the resource's name in the program; it is not sent to Atlas. It must be unique among the program's connections.
   * @param args the connection's address and fields; `type` says which fields there are.
   * @param opts Pulumi's options, for example `protect`, `dependsOn` or `provider`. `provider` must be an `AtlasProvider`. Pulumi
   * cannot run `import` for a dynamic resource: use `adopt`, or the command `pulumi-atlas-streams import`.
   * @throws RunError when `opts.provider` is another package's provider.
   */
  constructor(name: string, args: StreamConnectionArgs, opts?: pulumi.CustomResourceOptions) {
    // Pulumi sets only outputs that are named here. `.get()` has no arguments, and no argument names what Atlas sets.
    const outputs = Object.fromEntries(outputNamesOf(args?.type).map((output) => [output, undefined]));
    refuseForeignProvider(name, opts?.provider);
    const declared = opts?.id ? args : withCustomTimeouts(args, opts?.customTimeouts);
    const props = { ...outputs, ...secretInputs(declared), [providerKey]: providerText() };
    const traces = new ShortTraces();
    try {
      super(typeToken, name, props, opts);
    } catch (error) {
      throw traces.lengthen(error);
    } finally {
      traces.end();
    }
    warnUnlessFindable();
    warnOfPlainCredentials();
    // Not only with `secretsInState: false`: a transform may set it, and `ignoreChanges` may keep it.
    hideFingerprints(this);
    const otherOutputs = allOutputNames.filter((output) => !Object.hasOwn(this, output));
    Object.assign(this, Object.fromEntries(otherOutputs.map((output) => [output, undefinedOutput])));
  }

  /**
   * Reads a connection that is managed elsewhere. Write-only fields are not among its outputs.
   *
   * @param name the name in the program.
   * @param id `projectId/workspaceName/connectionName`. A connection that does not exist is an error.
   * @param opts Pulumi's options. `provider` must be an `AtlasProvider`.
   */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    opts?: pulumi.CustomResourceOptions,
  ): StreamConnection {
    return new StreamConnection(name, {} as StreamConnectionArgs, { ...opts, id });
  }

  /**
   * Whether the value is a StreamConnection, also one of another copy of this package.
   *
   * @param value any value.
   */
  static override isInstance(value: unknown): value is StreamConnection {
    // Policy packs call this without `this`, and with an object that has only this field.
    return (value as { __pulumiType?: unknown } | null | undefined)?.__pulumiType === typeToken;
  }
}

export interface StreamConnection extends OutputsOfTypes {}
