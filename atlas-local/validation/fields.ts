/**
 * The request fields of each type, from the official API document and the known behaviour of the service. This table is
 * independent of the provider's schemas, so that it does not repeat their mistakes.
 * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-creategroupstreamconnection
 */
export type Field = StringField | ObjectField | MapField | UrlListField;

interface Common {
  /** A POST, or the object that contains the field, is refused without it. */
  required?: boolean;
  /** `null` clears the field. */
  nullable?: boolean;
}

interface StringField extends Common {
  kind: "string";
  oneOf?: readonly string[];
  pattern?: RegExp;
  /** Never returned. */
  writeOnly?: boolean;
}

interface ObjectField extends Common {
  kind: "object";
  fields: Fields;
}

/** Strings by user-defined keys. */
interface MapField extends Common {
  kind: "map";
}

interface UrlListField extends Common {
  kind: "urls";
  maxItems: number;
}

export type Fields = Readonly<Record<string, Field>>;

const text: StringField = { kind: "string" };
const needed: StringField = { kind: "string", required: true };
const secret: StringField = { kind: "string", writeOnly: true };
const objectId: StringField = { kind: "string", pattern: /^[a-f0-9]{24}$/ };
const map: MapField = { kind: "map" };
const choice = (...oneOf: string[]): StringField => ({ kind: "string", oneOf });
const object = (fields: Fields, rest: Common = {}): ObjectField => ({ kind: "object", fields, ...rest });

const networking = object({
  access: object({
    type: choice("PUBLIC", "VPC", "PRIVATE_LINK", "TRANSIT_GATEWAY"),
    connectionId: objectId,
    name: text,
    tgwRouteId: objectId,
  }),
});

const publicPrivateNetworking = object({
  access: object({ type: choice("PUBLIC", "PRIVATE_LINK"), connectionId: objectId }),
});

const aws = object({ roleArn: needed, testBucket: text }, { required: true });

/** The fields of each type beyond `name`, `type` and `region`. */
export const fieldsByType: Readonly<Record<string, Fields>> = {
  Sample: {},
  Cluster: {
    clusterName: needed,
    clusterGroupId: { kind: "string", nullable: true },
    // Inferred: not required, because the Terraform provider's own example leaves it out.
    dbRoleToExecute: object(
      { type: { ...choice("BUILT_IN", "CUSTOM"), required: true }, role: needed },
      { nullable: true },
    ),
  },
  Kafka: {
    bootstrapServers: needed,
    // Inferred: only SASL needs a mechanism; Atlas' instructions for mutual TLS have none. See `validate.ts`.
    authentication: object({
      mechanism: text,
      method: text,
      username: text,
      password: secret,
      clientId: text,
      clientSecret: secret,
      tokenEndpointUrl: text,
      scope: text,
      saslOauthbearerExtensions: text,
      // Only older API documents have this field.
      httpsCaPem: text,
      sslCertificate: text,
      sslKey: secret,
      sslKeyPassword: secret,
      aws: object({ roleArn: text, testBucket: text }),
    }),
    security: object({ protocol: needed, brokerPublicCertificate: text }, { required: true }),
    config: map,
    networking,
  },
  Https: { url: needed, headers: map },
  AWSLambda: { aws, publicPrivateNetworking },
  S3: { aws, networking },
  AWSKinesisDataStreams: { aws, networking },
  SchemaRegistry: {
    provider: { ...choice("CONFLUENT"), required: true },
    schemaRegistryUrls: { kind: "urls", required: true, maxItems: 10 },
    schemaRegistryAuthentication: object(
      {
        type: { ...choice("USER_INFO", "SASL_INHERIT"), required: true },
        username: text,
        password: secret,
      },
      { required: true },
    ),
  },
  AzureBlobStorage: {
    azure: object(
      { servicePrincipalId: needed, storageAccountName: needed, region: text },
      { required: true },
    ),
    publicPrivateNetworking,
  },
  GCPPubSub: { gcp: object({ serviceAccountId: needed }, { required: true }), publicPrivateNetworking },
};

export const connectionTypes: readonly string[] = Object.keys(fieldsByType);

/** The fields of all types. A field of another type is ignored, an unknown field is refused. */
export const fieldsOfAnyType: ReadonlySet<string> = new Set(Object.values(fieldsByType).flatMap(Object.keys));
