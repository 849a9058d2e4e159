import type * as pulumi from "@pulumi/pulumi";
import type { Messages } from "../messages/entry";
import type { CommonArgs } from "./common";
import type { ConnectionDefinition } from "./definition";
import { type PublicPrivateNetworking, publicPrivateNetworkingField } from "./networkingArgs";

/** The Google Cloud service account that Atlas uses. */
export interface GcpConfig {
  /** The service account's email address. */
  serviceAccountId: pulumi.Input<string>;
}

/**
 * Google Cloud Pub/Sub.
 *
 * @example
 * new StreamConnection("events", { projectId, workspaceName, connectionName: "events", type: "GCPPubSub",
 *   gcp: { serviceAccountId: "atlas@my-project.iam.gserviceaccount.com" } });
 */
export interface GCPPubSubArgs extends CommonArgs {
  /** Google Cloud Pub/Sub. A change replaces the connection. */
  type: "GCPPubSub";
  /** The Google Cloud service account. */
  gcp: pulumi.Input<GcpConfig>;
  /** How Atlas reaches the external service. A change replaces the connection. */
  publicPrivateNetworking?: pulumi.Input<PublicPrivateNetworking>;
}

const messages = {
  serviceAccount: {
    text: "must be the email address of a service account, for example atlas@my-project.iam.gserviceaccount.com",
    cause: "The value is not an email address. Often it is a numeric id.",
    cure: "Give the email address of the account.",
  },
} satisfies Messages;

/** @hidden */
export const gcpPubSub: ConnectionDefinition<GCPPubSubArgs> = {
  type: "GCPPubSub",
  messages,
  fields: {
    gcp: {
      schema: ({ z, object }) =>
        object<GcpConfig>({
          serviceAccountId: z.string().regex(/^[^\s@]+@[^\s@]+$/, {
            error: messages.serviceAccount.text,
          }),
        }),
    },
    publicPrivateNetworking: publicPrivateNetworkingField,
  },
};
