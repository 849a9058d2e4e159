import * as pulumi from "@pulumi/pulumi";
import type { StreamConnectionArgs } from "./connections/args";
import type { AwsConfig } from "./connections/aws";
import type { AzureConfig } from "./connections/azureBlobStorage";
import type { DbRoleToExecute } from "./connections/cluster";
import type { StreamConnectionTimeouts } from "./connections/common";
import type { GcpConfig } from "./connections/gcpPubSub";
import type { KafkaAuthentication, KafkaSecurity } from "./connections/kafka";
import type { Networking, PublicPrivateNetworking } from "./connections/networking";
import { allOutputs, outputsOfType } from "./connections/outputNames";
import type { SchemaRegistryAuthentication } from "./connections/schemaRegistry";
import { warnUnlessFindable } from "./program/findable";

import lifecycle = require("./lifecycle");

import { secretInputs } from "./program/secretInputs";
import { ShortTraces } from "./program/shortTraces";

/** An output of a field that only some types have. */
type Optional<T> = pulumi.Output<pulumi.Unwrap<T> | undefined>;

/** What a connection of another type has. Made once, since an output of a resource costs four promises. */
const nothing = pulumi.output(undefined);

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
export class StreamConnection extends pulumi.dynamic.Resource {
  /** The Atlas project: 24 hexadecimal digits. */
  declare readonly projectId: pulumi.Output<string>;
  /** The stream workspace that holds the connection. */
  declare readonly workspaceName: pulumi.Output<string>;
  /** The name by which stream processors refer to the connection. */
  declare readonly connectionName: pulumi.Output<string>;
  /** The type of the connection. */
  declare readonly type: pulumi.Output<StreamConnectionArgs["type"]>;
  /** The connection's region, Atlas' choice where the program made none. */
  declare readonly region: pulumi.Output<string | undefined>;
  /** Whether an existing connection may be taken over. */
  declare readonly adopt: pulumi.Output<boolean | undefined>;
  /** How long each operation may wait. */
  declare readonly timeouts: Optional<StreamConnectionTimeouts>;
  /** The state that Atlas reported last: `READY`, `PENDING` or `FAILED`. */
  declare readonly state: pulumi.Output<string>;
  /** Atlas' own id of the connection (its field `id`): 24 hexadecimal digits. Absent on servers older than 2026. */
  declare readonly connectionId: pulumi.Output<string | undefined>;
  /** Cluster: the cluster's name. */
  declare readonly clusterName: Optional<string>;
  /** Cluster: the project that holds the cluster. */
  declare readonly clusterGroupId: Optional<string>;
  /** Cluster: the database role of stream processors. */
  declare readonly dbRoleToExecute: Optional<DbRoleToExecute>;
  /** Kafka: the brokers. */
  declare readonly bootstrapServers: Optional<string>;
  /** Kafka: how Atlas proves itself. A secret output where it holds a secret. */
  declare readonly authentication: Optional<KafkaAuthentication>;
  /** Kafka: how the transport is secured. */
  declare readonly security: Optional<KafkaSecurity>;
  /** Kafka: further client settings. */
  declare readonly config: Optional<Record<string, string>>;
  /** Kafka, S3, AWSKinesisDataStreams: how Atlas reaches the service. */
  declare readonly networking: Optional<Networking>;
  /** AWSLambda, AzureBlobStorage, GCPPubSub: how Atlas reaches the service. */
  declare readonly publicPrivateNetworking: Optional<PublicPrivateNetworking>;
  /** Https: the endpoint's URL. */
  declare readonly url: Optional<string>;
  /** Https: the headers of every request. A secret output. */
  declare readonly headers: Optional<Record<string, string>>;
  /** S3, AWSLambda, AWSKinesisDataStreams: the role that Atlas assumes. */
  declare readonly aws: Optional<AwsConfig>;
  /** AzureBlobStorage: the storage account. */
  declare readonly azure: Optional<AzureConfig>;
  /** GCPPubSub: the service account. */
  declare readonly gcp: Optional<GcpConfig>;
  /** SchemaRegistry: the vendor. */
  declare readonly provider: Optional<string>;
  /** SchemaRegistry: the registry's URLs. */
  declare readonly schemaRegistryUrls: Optional<string[]>;
  /** SchemaRegistry: how Atlas proves itself. A secret output where it holds a secret. */
  declare readonly schemaRegistryAuthentication: Optional<SchemaRegistryAuthentication>;

  /**
   * Declares a connection of a MongoDB Atlas stream workspace. A preview checks its fields; an `up` makes it, and waits
   * until Atlas reports it READY.
   *
   * @param name the resource's name in the program; it is not sent to Atlas.
   * @throws never for wrong arguments: a preview reports all of them at once.
   */
  constructor(name: string, args: StreamConnectionArgs, opts?: pulumi.CustomResourceOptions) {
    // An output that is not named here would be missing after `.get()`, and what Atlas alone knows always.
    const outputs = Object.fromEntries(outputsOfType(args?.type).map((output) => [output, undefined]));
    const props = { ...outputs, ...secretInputs(args) };
    const traces = new ShortTraces();
    try {
      super(lifecycle, name, props, opts, "mongodbatlas", "StreamConnection");
    } catch (error) {
      throw traces.lengthen(error);
    } finally {
      traces.end();
    }
    warnUnlessFindable();
    const others = allOutputs.filter((output) => !Object.hasOwn(this, output));
    Object.assign(this, Object.fromEntries(others.map((output) => [output, nothing])));
  }

  /**
   * Reads a connection that is managed elsewhere. Write-only fields are not among its outputs.
   *
   * @param id `projectId/workspaceName/connectionName`. A connection that does not exist is an error.
   */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    opts?: pulumi.CustomResourceOptions,
  ): StreamConnection {
    return new StreamConnection(name, {} as StreamConnectionArgs, { ...opts, id });
  }
}
