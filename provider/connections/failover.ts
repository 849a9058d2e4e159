import type * as pulumi from "@pulumi/pulumi";
import type { ClusterArgs } from "./cluster";
import type { KafkaArgs } from "./kafka";

interface FailoverRegion {
  /**
   * The region in Atlas' spelling, for example `"DUBLIN_IRL"`: one of the workspace's failover regions. A connection has
   * one failover connection per region. A change replaces the failover connection.
   */
  region: pulumi.Input<string>;
}

/** The failover connection of a Kafka connection. */
export interface KafkaFailoverArgs extends Omit<KafkaArgs, "region">, FailoverRegion {}

/** The failover connection of a connection to an Atlas cluster. */
export interface ClusterFailoverArgs extends Omit<ClusterArgs, "region">, FailoverRegion {}

/** The arguments of a `StreamConnectionFailover`. `connectionName` is the name of the connection that it stands in for. */
export type StreamConnectionFailoverArgs = KafkaFailoverArgs | ClusterFailoverArgs;
