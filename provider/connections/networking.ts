import type * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { isObject, type JsonObject, valueAt } from "../shared/json";
import { objectId } from "./address";
import { type OneOf, text } from "./common";
import { mayBeGiven, type Report } from "./rules";
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

/** The two fields that hold networking; a type of connection has one of them or none. */
export const networkingFields = ["networking", "publicPrivateNetworking"] as const;

/** Atlas writes PUBLIC where the program says nothing. What is not known yet may be anything. */
export function isPublic(networking: unknown): boolean {
  if (isUnknown(networking) || isUnknown(valueAt(networking, ["access"]))) return false;
  const type = valueAt(networking, ["access", "type"]);
  return (
    (type === undefined || type === null || type === "PUBLIC") &&
    !valueAt(networking, ["access", "connectionId"])
  );
}

/** True where Atlas takes minutes, not seconds, to bring a connection up, and passes through PENDING. */
export function isPrivate(inputs: JsonObject): boolean {
  return networkingFields.some((field) => isObject(inputs[field]) && !isPublic(inputs[field]));
}

const connectionId = objectId("the id of a Private Link connection");

/** @internal */
export const networking = z
  .strictObject({
    access: z
      .strictObject({
        type: z.enum(["PUBLIC", "VPC", "PRIVATE_LINK", "TRANSIT_GATEWAY"]).optional(),
        connectionId: connectionId.optional(),
        name: text.optional(),
        tgwRouteId: objectId("the id of a transit gateway's route").optional(),
      })
      .optional(),
  })
  .optional()
  .meta({ replaces: true, filledIn: isPublic });

/** @internal */
export const publicPrivateNetworking = z
  .strictObject({
    access: z
      .strictObject({
        type: z.enum(["PUBLIC", "PRIVATE_LINK"]).optional(),
        connectionId: connectionId.optional(),
      })
      .optional(),
  })
  .optional()
  .meta({ replaces: true, filledIn: isPublic });

/** A private link must say which one. @internal */
export function checkNetworking(inputs: JsonObject, report: Report): void {
  for (const field of networkingFields) {
    if (valueAt(inputs, [field, "access", "type"]) !== "PRIVATE_LINK") continue;
    const path = `${field}.access.connectionId`;
    if (!mayBeGiven(inputs, path) && !mayBeGiven(inputs, `${field}.access.name`)) {
      report(path, `is required when ${field}.access.type is PRIVATE_LINK`);
    }
  }
}
