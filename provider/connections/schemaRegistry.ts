import type * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { type CommonArgs, commonFields, type OneOf, text } from "./common";
import { url } from "./rules";
import { isUnknown } from "./unknown";

/** How Atlas proves itself to a schema registry. */
export interface SchemaRegistryAuthentication {
  /**
   * `USER_INFO`: the registry's own user name and password (or public and private key), both required;
   * `SASL_INHERIT`: the credentials of the Kafka connection that uses the registry.
   */
  type: pulumi.Input<OneOf<"USER_INFO" | "SASL_INHERIT">>;
  /** The user name, or the public key, for `USER_INFO`. */
  username?: pulumi.Input<string>;
  /** The password, or the private key, for `USER_INFO`. A secret; Atlas never returns it. Removing it replaces the connection. */
  password?: pulumi.Input<string>;
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
  provider: pulumi.Input<OneOf<"CONFLUENT">>;
  /** The registry's URLs: 1 to 10, all different, each with http or https, a host and optionally a port. */
  schemaRegistryUrls: pulumi.Input<pulumi.Input<string>[]>;
  /** How Atlas proves itself to the registry. */
  schemaRegistryAuthentication: pulumi.Input<SchemaRegistryAuthentication>;
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
