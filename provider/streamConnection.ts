import * as pulumi from "@pulumi/pulumi";
import type { StreamConnectionArgs } from "./connections/args";
import { typeToken } from "./connections/types";
import { declaration } from "./program/declaration";
import { type CommonOutputs, completeOutputs, type OutputsOfTypes } from "./program/outputs";
import { ShortTraces } from "./program/shortTraces";

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
    const props = declaration("connection", name, args, opts);
    const traces = new ShortTraces();
    try {
      super(typeToken, name, props, opts);
    } catch (error) {
      throw traces.lengthen(error);
    } finally {
      traces.end();
    }
    completeOutputs(this);
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

export interface StreamConnection extends CommonOutputs, OutputsOfTypes {}
