import type * as pulumi from "@pulumi/pulumi";
import type { Messages } from "../messages/entry";
import { type JsonObject, valueAt } from "../shared/json";
import { type AwsConfig, awsSchema } from "./aws";
import type { CommonArgs, OneOf } from "./common";
import type { ConnectionDefinition } from "./definition";
import { type Networking, networkingField } from "./networkingArgs";
import { type Report, requireFields } from "./rules";
import { hasUserinfo, isSecretSetting } from "./secretValues";
import { canonicalBrokers, canonicalUrl, withoutTrailingSpace } from "./spelling";
import { pemTraits, writeOnlySecret } from "./traits";
import { isUnknown } from "./unknown";

/** How Atlas authenticates to the Kafka cluster. Which fields go together depends on `mechanism`. */
export interface KafkaAuthentication {
  /**
   * `PLAIN`, `SCRAM-256` and `SCRAM-512` go with `username` and `password`, `OAUTHBEARER` with `tokenEndpointUrl`,
   * `clientId` and `clientSecret`, `AWS_MSK_IAM` with `aws.roleArn`. Left out for mutual TLS (`security.protocol`
   * `SSL` with `sslCertificate` and `sslKey`).
   */
  mechanism?: pulumi.Input<OneOf<"PLAIN" | "SCRAM-256" | "SCRAM-512" | "OAUTHBEARER" | "AWS_MSK_IAM">>;
  /** The method of `OAUTHBEARER`; Atlas knows `OIDC` only. */
  method?: pulumi.Input<OneOf<"OIDC">>;
  /** The account's name, for `PLAIN` and `SCRAM-…`. */
  username?: pulumi.Input<string>;
  /** The account's password, for `PLAIN` and `SCRAM-…`. A secret; Atlas never returns it. Removing it replaces the connection. */
  password?: pulumi.Input<string>;
  /** The identity provider's token endpoint, for `OAUTHBEARER`. A secret when it holds a user name or password. */
  tokenEndpointUrl?: pulumi.Input<string>;
  /** The client's public identifier, for `OAUTHBEARER`. */
  clientId?: pulumi.Input<string>;
  /** The client's secret, for `OAUTHBEARER`. A secret; Atlas never returns it. Removing it replaces the connection. */
  clientSecret?: pulumi.Input<string>;
  /** The scope that is asked for, for `OAUTHBEARER`, for example `"read:messages write:messages"`. */
  scope?: pulumi.Input<string>;
  /** Further SASL extensions for `OAUTHBEARER`, for example `"logicalCluster=lkc-1,identityPoolId=pool-1"`. */
  saslOauthbearerExtensions?: pulumi.Input<string>;
  /** A certificate authority, in PEM form, for the identity provider's endpoint. Older API documents have it; newer servers may ignore it. */
  httpsCaPem?: pulumi.Input<string>;
  /** The client certificate for mutual TLS, in PEM form. Goes with `sslKey`. */
  sslCertificate?: pulumi.Input<string>;
  /** The client certificate's private key, in PEM form. A secret; Atlas never returns it. Removing it replaces the connection. */
  sslKey?: pulumi.Input<string>;
  /** The password of `sslKey`, if it has one. A secret; Atlas never returns it. Removing it replaces the connection. */
  sslKeyPassword?: pulumi.Input<string>;
  /** The role for `AWS_MSK_IAM`, Amazon's managed Kafka. */
  aws?: pulumi.Input<AwsConfig>;
}

/** How the transport to the Kafka cluster is secured. */
export interface KafkaSecurity {
  /** `SASL_SSL`, `SASL_PLAINTEXT`, `SSL` or `PLAINTEXT`. */
  protocol: pulumi.Input<OneOf<"SASL_SSL" | "SASL_PLAINTEXT" | "SSL" | "PLAINTEXT">>;
  /** The brokers' certificate, or that of their authority, in PEM form. */
  brokerPublicCertificate?: pulumi.Input<string>;
}

/**
 * An Apache Kafka cluster.
 *
 * @example
 * new StreamConnection("orders", { projectId, workspaceName, connectionName: "orders", type: "Kafka",
 *   bootstrapServers: "broker-1.example.com:9092,broker-2.example.com:9092",
 *   security: { protocol: "SASL_SSL" },
 *   authentication: { mechanism: "SCRAM-512", username: "atlas", password: config.requireSecret("kafkaPassword") } });
 */
export interface KafkaArgs extends CommonArgs {
  /** An Apache Kafka cluster. A change replaces the connection. */
  type: "Kafka";
  /** The brokers: `host:port`, several separated by commas. */
  bootstrapServers: pulumi.Input<string>;
  /** How Atlas authenticates to the Kafka cluster. Required for `SASL_SSL` and `SASL_PLAINTEXT`. */
  authentication?: pulumi.Input<KafkaAuthentication>;
  /** How the transport to the Kafka cluster is secured. */
  security: pulumi.Input<KafkaSecurity>;
  /** Further Kafka client settings, for example `{ "auto.offset.reset": "earliest" }`. Keys may hold dots. Values of `sasl.jaas.config`, of passwords, keys and tokens are secrets. */
  config?: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /** How Atlas reaches the external service. A change replaces the connection. */
  networking?: pulumi.Input<Networking>;
}

const brokerRule = "must be brokers as host:port (port 1 to 65535), separated by commas";

const messages = {
  brokers: {
    text: {
      none: 'must be one or more brokers as host:port, separated by commas, for example "a.example.com:9092,b.example.com:9092"',
      wrong: (positions: string) => `${brokerRule}; wrong: broker ${positions}`,
      wrongWithScheme: (positions: string) =>
        `${brokerRule}, without a scheme such as SASL_SSL://; wrong: broker ${positions}`,
    },
    cause: "`bootstrapServers` does not have this form. The message counts the brokers from 1.",
    cure: "Correct the brokers that the message names.",
  },
  requiredTogether: {
    text: {
      mechanism: (mechanism: string) => `is required when authentication.mechanism is ${mechanism}`,
      protocol: (protocol: string, mechanisms: string) =>
        `is required when security.protocol is ${protocol}: one of ${mechanisms}`,
      certificate: (field: string) => `is required together with authentication.${field}`,
    },
    cause:
      "Some fields need others. `PLAIN` and `SCRAM-…` need `username` and `password`; `OAUTHBEARER` needs `tokenEndpointUrl`, `clientId` and `clientSecret`; `AWS_MSK_IAM` needs `aws.roleArn`; a certificate needs its key.",
    cure: "Add the field.",
  },
} satisfies Messages;

/** @hidden */
export const kafka: ConnectionDefinition<KafkaArgs> = {
  type: "Kafka",
  canFailOver: true,
  messages,
  fields: {
    bootstrapServers: {
      canonical: canonicalBrokers,
      schema: ({ z }) =>
        // The rules check it broker by broker; the expression only refuses an empty text.
        z.string().regex(/\S/, {
          error: messages.brokers.text.none,
        }),
    },
    authentication: {
      decidedBy: "mechanism",
      inside: {
        tokenEndpointUrl: { canonical: canonicalUrl, secretWhen: hasUserinfo },
        password: writeOnlySecret,
        clientSecret: writeOnlySecret,
        httpsCaPem: { ...pemTraits, notAlwaysReturned: true },
        sslCertificate: { ...pemTraits, notAlwaysReturned: true },
        // Atlas never returns it in another spelling, and other line breaks may be a correction.
        sslKey: { ...writeOnlySecret, pem: true, canonical: withoutTrailingSpace },
        sslKeyPassword: writeOnlySecret,
        "aws.testBucket": { notAlwaysReturned: true },
      },
      schema: (kit) => {
        const { z, object, text, url, pem } = kit;
        return object<KafkaAuthentication>({
          mechanism: z.enum(["PLAIN", "SCRAM-256", "SCRAM-512", "OAUTHBEARER", "AWS_MSK_IAM"]).optional(),
          method: z.enum(["OIDC"]).optional(),
          username: text.optional(),
          password: text.optional(),
          tokenEndpointUrl: url("https", "http").optional(),
          clientId: text.optional(),
          clientSecret: text.optional(),
          scope: z.string().optional(),
          saslOauthbearerExtensions: z.string().optional(),
          httpsCaPem: pem.optional(),
          sslCertificate: pem.optional(),
          sslKey: pem.optional(),
          sslKeyPassword: text.optional(),
          aws: awsSchema(kit).optional(),
        }).optional();
      },
    },
    security: {
      inside: { brokerPublicCertificate: pemTraits },
      schema: ({ z, object, pem }) =>
        object<KafkaSecurity>({
          protocol: z.enum(["SASL_SSL", "SASL_PLAINTEXT", "SSL", "PLAINTEXT"]),
          brokerPublicCertificate: pem.optional(),
        }),
    },
    config: {
      removedBy: "emptyMap",
      inside: { "*": { secretWhen: isSecretSetting } },
      schema: ({ z }) => z.record(z.string(), z.string()).optional(),
    },
    networking: networkingField,
  },
  rules: (inputs, report) => {
    checkBrokers(inputs.bootstrapServers, report);
    checkAuthentication(inputs, report);
  },
};

const broker = /^(?:\[[0-9a-fA-F:.]+\]|[^\s:/[\],]+):([0-9]{1,5})$/;

function checkBrokers(servers: unknown, report: Report): void {
  if (typeof servers !== "string" || !servers.trim()) return;
  const brokers = servers.split(",").map((server, index) => ({ server: server.trim(), position: index + 1 }));
  const wrong = brokers.filter(({ server }) => {
    const port = Number(broker.exec(server)?.[1]);
    return !(port >= 1 && port <= 65535);
  });
  if (wrong.length === 0) return;
  const hasScheme = wrong.some(({ server }) => server.includes("://"));
  // Names positions, because the text of a broker may hold a password. Five positions suffice.
  const positions = wrong.slice(0, 5).map(({ position }) => position);
  const more = wrong.length > positions.length ? ", …" : "";
  const { wrong: text, wrongWithScheme } = messages.brokers.text;
  report("bootstrapServers", (hasScheme ? wrongWithScheme : text)(`${positions.join(", ")}${more}`));
}

const fieldsOfMechanism: Readonly<Record<string, readonly string[]>> = {
  PLAIN: ["username", "password"],
  "SCRAM-256": ["username", "password"],
  "SCRAM-512": ["username", "password"],
  OAUTHBEARER: ["tokenEndpointUrl", "clientId", "clientSecret"],
  AWS_MSK_IAM: ["aws.roleArn"],
};

function checkAuthentication(inputs: JsonObject, report: Report): void {
  const mechanism = valueAt(inputs, ["authentication", "mechanism"]);
  const protocol = valueAt(inputs, ["security", "protocol"]);
  const { requiredTogether } = messages;
  if (typeof mechanism === "string") {
    const fields = Object.hasOwn(fieldsOfMechanism, mechanism) ? (fieldsOfMechanism[mechanism] ?? []) : [];
    const paths = fields.map((field) => `authentication.${field}`);
    requireFields(inputs, report, requiredTogether.text.mechanism(mechanism), paths);
  } else if (protocol === "SASL_SSL" || protocol === "SASL_PLAINTEXT") {
    const mechanisms = Object.keys(fieldsOfMechanism).join(", ");
    requireFields(inputs, report, requiredTogether.text.protocol(protocol, mechanisms), [
      "authentication.mechanism",
    ]);
  }
  const pairs = [
    ["sslCertificate", "sslKey"],
    ["sslKey", "sslCertificate"],
    ["sslKeyPassword", "sslKey"],
  ] as const;
  for (const [field, needed] of pairs) {
    const value = valueAt(inputs, ["authentication", field]);
    // A value that is not known yet may turn out to be left out.
    if (value === undefined || isUnknown(value)) continue;
    requireFields(inputs, report, requiredTogether.text.certificate(field), [`authentication.${needed}`]);
  }
}
