import * as pulumi from "@pulumi/pulumi";
import { StreamConnection } from "pulumi-atlas-streams";

export interface StreamPipelineArgs {
  /** The Atlas project that holds the workspace and the cluster. */
  projectId: pulumi.Input<string>;
  workspaceName: pulumi.Input<string>;
  /** The Kafka cluster that events come from. */
  kafka: {
    bootstrapServers: pulumi.Input<string>;
    username: pulumi.Input<string>;
    password: pulumi.Input<string>;
  };
  /** The Atlas cluster that results go to. */
  clusterName: pulumi.Input<string>;
  /** The endpoint that receives alerts; without it, there are no alerts. */
  alerts?: { url: pulumi.Input<string>; token: pulumi.Input<string> };
}

/** The connections of one pipeline, with company conventions: TLS everywhere, and uniform names. */
export class StreamPipeline extends pulumi.ComponentResource {
  readonly source: StreamConnection;
  readonly sink: StreamConnection;
  readonly alerts: StreamConnection | undefined;

  constructor(name: string, args: StreamPipelineArgs, opts?: pulumi.ComponentResourceOptions) {
    // Does not pass `args`: Pulumi prints and stores a component's own inputs in plain text, passwords included.
    super("example:streams:Pipeline", name, {}, opts);
    const { projectId, workspaceName, kafka, clusterName, alerts } = args;
    const workspace = { projectId, workspaceName };
    const child = { parent: this };

    this.source = new StreamConnection(
      `${name}-source`,
      {
        ...workspace,
        connectionName: `${name}-source`,
        type: "Kafka",
        bootstrapServers: kafka.bootstrapServers,
        security: { protocol: "SASL_SSL" },
        authentication: { mechanism: "SCRAM-512", username: kafka.username, password: kafka.password },
      },
      child,
    );
    this.sink = new StreamConnection(
      `${name}-sink`,
      {
        ...workspace,
        connectionName: `${name}-sink`,
        type: "Cluster",
        clusterName,
        dbRoleToExecute: { type: "BUILT_IN", role: "readWriteAnyDatabase" },
      },
      child,
    );
    this.alerts =
      alerts &&
      new StreamConnection(
        `${name}-alerts`,
        {
          ...workspace,
          connectionName: `${name}-alerts`,
          type: "Https",
          url: alerts.url,
          headers: { Authorization: pulumi.interpolate`Bearer ${alerts.token}` },
        },
        child,
      );
    this.registerOutputs();
  }
}
