import type * as pulumi from "@pulumi/pulumi";
import type { Messages } from "../messages/entry";
import type { CommonArgs } from "./common";
import type { ConnectionDefinition } from "./definition";
import { type PublicPrivateNetworking, publicPrivateNetworkingField } from "./networkingArgs";

/** The Azure storage account and the principal that may use it. */
export interface AzureConfig {
  /** The id of the Azure service principal that has access to the storage account. */
  servicePrincipalId: pulumi.Input<string>;
  /** The storage account's name: 3 to 24 lower-case letters and digits. */
  storageAccountName: pulumi.Input<string>;
  /**
   * The Azure region of the storage account, for example `"eastus"`.
   * @deprecated Atlas has marked it as deprecated.
   */
  region?: pulumi.Input<string>;
}

/**
 * Azure Blob Storage.
 *
 * @example
 * new StreamConnection("archive", { projectId, workspaceName, connectionName: "archive", type: "AzureBlobStorage",
 *   azure: { servicePrincipalId: "3c5ba3b1-7a0c-4b7d-9c1f-0d6e5c9f1a2b", storageAccountName: "myarchive" } });
 */
export interface AzureBlobStorageArgs extends CommonArgs {
  /** Azure Blob Storage. A change replaces the connection. */
  type: "AzureBlobStorage";
  /** The Azure storage account. */
  azure: pulumi.Input<AzureConfig>;
  /** How Atlas reaches the external service. A change replaces the connection. */
  publicPrivateNetworking?: pulumi.Input<PublicPrivateNetworking>;
}

const messages = {
  storageAccount: {
    text: "must be 3 to 24 lower-case letters and digits",
    cause: "The value is not the name of a storage account. Often it is the account's URL.",
    cure: "Give the name of the account.",
  },
} satisfies Messages;

/** @hidden */
export const azureBlobStorage: ConnectionDefinition<AzureBlobStorageArgs> = {
  type: "AzureBlobStorage",
  messages,
  fields: {
    azure: {
      schema: ({ z, object, text }) =>
        object<AzureConfig>({
          servicePrincipalId: text,
          storageAccountName: z.string().regex(/^[a-z0-9]{3,24}$/, {
            error: messages.storageAccount.text,
          }),
          region: text.optional(),
        }),
    },
    publicPrivateNetworking: publicPrivateNetworkingField,
  },
};
