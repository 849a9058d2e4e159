import type * as pulumi from "@pulumi/pulumi";
import type { Messages } from "../messages/entry";
import type { CommonArgs, OneOf } from "./common";
import type { ConnectionDefinition } from "./definition";
import { writeOnlySecret } from "./traits";
import { isUnknown } from "./unknown";

/** How Atlas authenticates to a schema registry. */
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
  /** The schema registry's vendor; Atlas knows `CONFLUENT` only. */
  provider: pulumi.Input<OneOf<"CONFLUENT">>;
  /** The schema registry's URLs: 1 to 10, all different, each with http or https, a host and optionally a port. */
  schemaRegistryUrls: pulumi.Input<pulumi.Input<string>[]>;
  /** How Atlas authenticates to the schema registry. */
  schemaRegistryAuthentication: pulumi.Input<SchemaRegistryAuthentication>;
}

const messages = {
  urls: {
    text: {
      tooFew: "must hold at least 1 URL",
      tooMany: "must hold at most 10 URLs",
      repeated: "must hold each URL only once",
    },
    cause: "`schemaRegistryUrls` takes 1 to 10 different URLs.",
    cure: "Correct the list.",
  },
} satisfies Messages;

/** @hidden */
export const schemaRegistry: ConnectionDefinition<SchemaRegistryArgs> = {
  type: "SchemaRegistry",
  messages,
  fields: {
    provider: { schema: ({ z }) => z.enum(["CONFLUENT"]) },
    schemaRegistryUrls: {
      schema: ({ z, url }) =>
        z
          .array(url("https", "http"))
          .min(1, { error: messages.urls.text.tooFew })
          .max(10, { error: messages.urls.text.tooMany })
          .refine(areDistinct, {
            error: messages.urls.text.repeated,
            when: ({ value }) => Array.isArray(value),
          }),
    },
    schemaRegistryAuthentication: {
      inside: { password: writeOnlySecret },
      schema: ({ variants, text }) =>
        variants<SchemaRegistryAuthentication>({
          USER_INFO: { username: text, password: text },
          SASL_INHERIT: { username: null, password: null },
        }),
    },
  },
};

function areDistinct(urls: readonly string[]): boolean {
  const known = urls.filter((url) => !isUnknown(url));
  return new Set(known).size === known.length;
}
