import type * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { type CommonArgs, commonFields, text } from "./common";
import { url } from "./rules";
import { isUnknown } from "./unknown";

/** A user name and a password (or a public and a private key) of the registry itself. */
export interface SchemaRegistryUserInfo {
  /** `USER_INFO`: the registry's own user name and password. */
  type: "USER_INFO";
  /** The user name, or the public key. */
  username: pulumi.Input<string>;
  /** The password, or the private key. A secret; Atlas never returns it. */
  password: pulumi.Input<string>;
}

/** The credentials of the Kafka connection that uses the registry. */
export interface SchemaRegistrySaslInherit {
  /** `SASL_INHERIT`: the credentials of the Kafka connection that uses the registry. */
  type: "SASL_INHERIT";
}

/**
 * A schema registry.
 *
 * @example
 * new StreamConnection("schemas", { projectId, workspaceName, connectionName: "schemas", type: "SchemaRegistry",
 *   provider: "CONFLUENT", schemaRegistryUrls: ["https://registry.example.com:8081"],
 *   schemaRegistryAuthentication: { type: "USER_INFO", username: "atlas", password: config.requireSecret("registryPassword") } });
 */
export interface SchemaRegistryArgs extends CommonArgs {
  /** A schema registry. A change replaces the connection. */
  type: "SchemaRegistry";
  /** The registry's vendor; Atlas knows `CONFLUENT` only. */
  provider: pulumi.Input<"CONFLUENT">;
  /** The registry's URLs: 1 to 10, all different, each with http or https, a host and optionally a port. */
  schemaRegistryUrls: pulumi.Input<pulumi.Input<string>[]>;
  /** How Atlas proves itself to the registry. */
  schemaRegistryAuthentication: pulumi.Input<SchemaRegistryUserInfo | SchemaRegistrySaslInherit>;
}

/** @internal */
export const schemaRegistry = z.strictObject({
  ...commonFields,
  type: z.literal("SchemaRegistry").meta({ replaces: true }),
  provider: z.enum(["CONFLUENT"]),
  schemaRegistryUrls: z
    .array(url("https", "http"))
    .min(1, { error: "must hold at least 1 URL" })
    .max(10, { error: "must hold at most 10 URLs" })
    .refine(
      (urls) => {
        const known = urls.filter((url) => !isUnknown(url));
        return new Set(known).size === known.length;
      },
      { error: "must hold each URL only once", when: ({ value }) => Array.isArray(value) },
    ),
  schemaRegistryAuthentication: z.discriminatedUnion("type", [
    z.strictObject({
      type: z.literal("USER_INFO"),
      username: text,
      password: text.meta({ secret: true, writeOnly: true }),
    }),
    z.strictObject({ type: z.literal("SASL_INHERIT") }),
  ]),
});
