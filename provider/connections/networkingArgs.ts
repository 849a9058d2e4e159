import type * as pulumi from "@pulumi/pulumi";
import { valueAt } from "../shared/json";
import type { OneOf } from "./common";
import type { FieldDefinition } from "./definition";
import type { Kit } from "./kit";
import { isUnknown } from "./unknown";

/** How Atlas reaches a Kafka cluster, an S3 bucket or a Kinesis stream. */
export interface NetworkingAccess {
  /**
   * `PUBLIC` (Atlas' default), `VPC` (a VPC peering must exist), `PRIVATE_LINK`, or `TRANSIT_GATEWAY`
   * (announced by Atlas as coming soon).
   */
  type?: pulumi.Input<OneOf<"PUBLIC" | "VPC" | "PRIVATE_LINK" | "TRANSIT_GATEWAY">>;
  /** The id of the Private Link connection, for `PRIVATE_LINK`: 24 hexadecimal digits. */
  connectionId?: pulumi.Input<string>;
  /** The name of the Private Link connection; reserved by Atlas for `PRIVATE_LINK`. */
  name?: pulumi.Input<string>;
  /** The id of the transit gateway's route, 24 hexadecimal digits; reserved by Atlas for `TRANSIT_GATEWAY`. */
  tgwRouteId?: pulumi.Input<string>;
}

/** Networking of Kafka, S3 and AWSKinesisDataStreams connections. Any change replaces the connection. */
export interface Networking {
  /** How Atlas reaches the external service. */
  access?: pulumi.Input<NetworkingAccess>;
}

/** How Atlas reaches a Lambda function, Azure Blob Storage or Google Pub/Sub. */
export interface PublicPrivateNetworkingAccess {
  /** `PUBLIC` (Atlas' default) or `PRIVATE_LINK`: AWS PrivateLink, Azure Private Link or Google Private Service Connect. */
  type?: pulumi.Input<OneOf<"PUBLIC" | "PRIVATE_LINK">>;
  /** The id of the Private Link (or Private Service Connect) connection, required for `PRIVATE_LINK`: 24 hexadecimal digits. */
  connectionId?: pulumi.Input<string>;
}

/** Networking of AWSLambda, AzureBlobStorage and GCPPubSub connections. Any change replaces the connection. */
export interface PublicPrivateNetworking {
  /** How Atlas reaches the external service. */
  access?: pulumi.Input<PublicPrivateNetworkingAccess>;
}

/** True for an absent value and for Atlas' own default. A value that is not known yet may be private. */
export function isPublic(networking: unknown): boolean {
  if (isUnknown(networking) || isUnknown(valueAt(networking, ["access"]))) return false;
  const type = valueAt(networking, ["access", "type"]);
  return (
    (type === undefined || type === null || type === "PUBLIC") &&
    !valueAt(networking, ["access", "connectionId"])
  );
}

const networkingTraits = { replaces: true, networking: true, isServerDefault: isPublic } as const;

const privateLinkId = ({ objectId }: Kit) => objectId("privateLink").optional();

/** @internal */
export const networkingField: FieldDefinition<Networking | undefined> = {
  ...networkingTraits,
  schema: (kit) =>
    kit
      .object<Networking>({
        access: kit
          .object<NetworkingAccess>({
            type: kit.z.enum(["PUBLIC", "VPC", "PRIVATE_LINK", "TRANSIT_GATEWAY"]).optional(),
            connectionId: privateLinkId(kit),
            name: kit.text.optional(),
            tgwRouteId: kit.objectId("transitGatewayRoute").optional(),
          })
          .optional(),
      })
      .optional(),
};

/** @internal */
export const publicPrivateNetworkingField: FieldDefinition<PublicPrivateNetworking | undefined> = {
  ...networkingTraits,
  schema: (kit) =>
    kit
      .object<PublicPrivateNetworking>({
        access: kit
          .object<PublicPrivateNetworkingAccess>({
            type: kit.z.enum(["PUBLIC", "PRIVATE_LINK"]).optional(),
            connectionId: privateLinkId(kit),
          })
          .optional(),
      })
      .optional(),
};
