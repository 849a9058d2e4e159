import * as pulumi from "@pulumi/pulumi";
import type { StreamConnectionArgs } from "./connections/args";
import type { StreamConnectionFailoverArgs } from "./connections/failover";
import { failoverTypeToken } from "./connections/types";
import { declaration } from "./program/declaration";
import { type CommonOutputs, completeOutputs, type OutputsOfTypes } from "./program/outputs";
import { ShortTraces } from "./program/shortTraces";

type KeysOfEach<Args> = Args extends unknown ? keyof Args : never;

/**
 * A failover connection: it stands in for a Kafka or Cluster connection when stream processors move to another region of
 * the workspace.
 *
 * @example
 * new StreamConnectionFailover("orders-dublin", {
 *   projectId, workspaceName: "shop", connectionName: orders.connectionName, type: "Kafka", region: "DUBLIN_IRL",
 *   bootstrapServers: "broker-1.dublin.example.com:9092", security: { protocol: "SASL_SSL" },
 *   authentication: { mechanism: "SCRAM-512", username: "atlas", password: config.requireSecret("dublinPassword") },
 * });
 * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-creategroupstreamconnectionfailoverconnection
 */
export class StreamConnectionFailover extends pulumi.CustomResource {
  /** The resource's type, by which policy packs find it. */
  static readonly __pulumiType: string = failoverTypeToken;

  /**
   * Declares a failover connection. A preview checks its fields; an `up` creates it, and waits until Atlas reports it READY.
   *
   * @param name the resource's name in the program; it is not sent to Atlas.
   * @param args the connection's address and the fields of its type. Take `connectionName` from the connection's outputs, so
   * that Pulumi creates the connection first and deletes it last.
   * @param opts Pulumi's resource options.
   * @throws RunError when `opts.provider` is another package's provider.
   */
  constructor(name: string, args: StreamConnectionFailoverArgs, opts?: pulumi.CustomResourceOptions) {
    const props = declaration("failover", name, args as StreamConnectionArgs, opts);
    const traces = new ShortTraces();
    try {
      super(failoverTypeToken, name, props, opts);
    } catch (error) {
      throw traces.lengthen(error);
    } finally {
      traces.end();
    }
    completeOutputs(this);
  }

  /**
   * Reads a failover connection that is managed elsewhere. Write-only fields are not among its outputs.
   *
   * @param name the name in the program.
   * @param id `projectId/workspaceName/connectionName/failoverConnectionId`. One that does not exist is an error.
   * @param opts Pulumi's options. `provider` must be an `AtlasProvider`.
   */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    opts?: pulumi.CustomResourceOptions,
  ): StreamConnectionFailover {
    return new StreamConnectionFailover(name, {} as StreamConnectionFailoverArgs, { ...opts, id });
  }

  /**
   * Whether the value is a StreamConnectionFailover, also one of another copy of this package.
   *
   * @param value any value.
   */
  static override isInstance(value: unknown): value is StreamConnectionFailover {
    // Policy packs call this without `this`, and with an object that has only this field.
    return (value as { __pulumiType?: unknown } | null | undefined)?.__pulumiType === failoverTypeToken;
  }
}

export interface StreamConnectionFailover
  extends CommonOutputs,
    Pick<OutputsOfTypes, keyof OutputsOfTypes & KeysOfEach<StreamConnectionFailoverArgs>> {}
