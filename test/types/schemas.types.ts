/*
 * Checked only by the compiler: at each level, each type's schema and its args interface have the same required and the
 * same optional keys.
 */
import type * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import type {
  AWSKinesisDataStreamsArgs,
  AWSLambdaArgs,
  AwsConfig,
  AzureBlobStorageArgs,
  AzureConfig,
  ClusterArgs,
  DbRoleToExecute,
  GCPPubSubArgs,
  GcpConfig,
  HttpsArgs,
  KafkaArgs,
  KafkaAuthentication,
  KafkaSecurity,
  Networking,
  NetworkingAccess,
  PublicPrivateNetworking,
  PublicPrivateNetworkingAccess,
  S3Args,
  SampleArgs,
  SchemaRegistryArgs,
  SchemaRegistryAuthentication,
  StreamConnectionTimeouts,
} from "../../provider";
import type { connectionTypes } from "../../provider/connections/index";

type Types = typeof connectionTypes;
type Equal<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

/** The required and the optional keys. Callers must pass the members of a union separately. */
type Optional<T> = { [K in keyof T]-?: undefined extends T[K] ? K : never }[keyof T];
type Same<A, B> = [Equal<keyof A, keyof B>, Equal<Optional<A>, Optional<B>>];

type In<Type extends keyof Types> = z.input<Types[Type]>;
/** The type inside an optional field or a `pulumi.Input`. */
type Held<T> = pulumi.Unwrap<NonNullable<T>>;
/** zod adds `undefined` to the value of an optional key; our interfaces do not. */
type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** Compiles only if each pair is equal. */
declare function holds<_Checks extends readonly (readonly [true, true])[]>(): void;

holds<
  [
    Same<SampleArgs, In<"Sample">>,
    Same<ClusterArgs, In<"Cluster">>,
    Same<KafkaArgs, In<"Kafka">>,
    Same<HttpsArgs, In<"Https">>,
    Same<AWSLambdaArgs, In<"AWSLambda">>,
    Same<S3Args, In<"S3">>,
    Same<AWSKinesisDataStreamsArgs, In<"AWSKinesisDataStreams">>,
    Same<SchemaRegistryArgs, In<"SchemaRegistry">>,
    Same<AzureBlobStorageArgs, In<"AzureBlobStorage">>,
    Same<GCPPubSubArgs, In<"GCPPubSub">>,
  ]
>();

type Registry = In<"SchemaRegistry">["schemaRegistryAuthentication"];

holds<
  [
    Same<StreamConnectionTimeouts, NonNullable<In<"Sample">["timeouts"]>>,
    Same<DbRoleToExecute, NonNullable<In<"Cluster">["dbRoleToExecute"]>>,
    Same<KafkaAuthentication, NonNullable<In<"Kafka">["authentication"]>>,
    Same<AwsConfig, NonNullable<NonNullable<In<"Kafka">["authentication"]>["aws"]>>,
    Same<KafkaSecurity, In<"Kafka">["security"]>,
    Same<Networking, NonNullable<In<"Kafka">["networking"]>>,
    Same<NetworkingAccess, NonNullable<NonNullable<In<"Kafka">["networking"]>["access"]>>,
    Same<AwsConfig, In<"S3">["aws"]>,
    Same<Networking, NonNullable<In<"S3">["networking"]>>,
    Same<AwsConfig, In<"AWSLambda">["aws"]>,
    Same<AwsConfig, In<"AWSKinesisDataStreams">["aws"]>,
    Same<Networking, NonNullable<In<"AWSKinesisDataStreams">["networking"]>>,
    Same<PublicPrivateNetworking, NonNullable<In<"AWSLambda">["publicPrivateNetworking"]>>,
    Same<PublicPrivateNetworking, NonNullable<In<"AzureBlobStorage">["publicPrivateNetworking"]>>,
    Same<PublicPrivateNetworking, NonNullable<In<"GCPPubSub">["publicPrivateNetworking"]>>,
    Same<
      PublicPrivateNetworkingAccess,
      NonNullable<NonNullable<In<"GCPPubSub">["publicPrivateNetworking"]>["access"]>
    >,
    Same<AzureConfig, In<"AzureBlobStorage">["azure"]>,
    Same<GcpConfig, In<"GCPPubSub">["gcp"]>,
  ]
>();

/** The values of a `OneOf`. */
type Named<T> = T extends string ? (string extends T ? never : T) : never;

/** Enumerations and the types of all other values are equal on both sides. */
declare function same<_Checks extends readonly true[]>(): void;

type KafkaIn = In<"Kafka">;
type KafkaAuthenticationIn = NonNullable<KafkaIn["authentication"]>;
type AccessIn = NonNullable<NonNullable<KafkaIn["networking"]>["access"]>;
type PublicPrivateAccessIn = NonNullable<NonNullable<In<"GCPPubSub">["publicPrivateNetworking"]>["access"]>;

same<
  [
    Equal<Named<Held<DbRoleToExecute["type"]>>, NonNullable<In<"Cluster">["dbRoleToExecute"]>["type"]>,
    Equal<Named<Held<KafkaAuthentication["mechanism"]>>, NonNullable<KafkaAuthenticationIn["mechanism"]>>,
    Equal<Named<Held<KafkaAuthentication["method"]>>, NonNullable<KafkaAuthenticationIn["method"]>>,
    Equal<Named<Held<KafkaSecurity["protocol"]>>, KafkaIn["security"]["protocol"]>,
    Equal<Named<Held<NetworkingAccess["type"]>>, NonNullable<AccessIn["type"]>>,
    Equal<Named<Held<PublicPrivateNetworkingAccess["type"]>>, NonNullable<PublicPrivateAccessIn["type"]>>,
    Equal<Named<Held<SchemaRegistryArgs["provider"]>>, In<"SchemaRegistry">["provider"]>,
    Equal<Named<Held<SchemaRegistryAuthentication["type"]>>, Registry["type"]>,
    Equal<keyof SchemaRegistryAuthentication, keyof Extract<Registry, { type: "USER_INFO" }>>,
    Equal<Held<SchemaRegistryArgs["schemaRegistryUrls"]>, In<"SchemaRegistry">["schemaRegistryUrls"]>,
    Equal<Held<HttpsArgs["headers"]>, NonNullable<In<"Https">["headers"]>>,
    Equal<Held<SampleArgs["timeouts"]>, Defined<NonNullable<In<"Sample">["timeouts"]>>>,
  ]
>();
