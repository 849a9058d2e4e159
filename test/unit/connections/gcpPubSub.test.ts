import { refuses } from "./support";

describe("GCPPubSub", () => {
  refuses("GCPPubSub", [
    ["gcp", undefined, "gcp: is required"],
    ["gcp", "garbage", "gcp: must be an object"],
    ["gcp.serviceAccountId", undefined, "gcp.serviceAccountId: is required"],
    ["gcp.serviceAccountId", 7, "gcp.serviceAccountId: must be a string"],
    [
      "gcp.serviceAccountId",
      "garbage",
      "gcp.serviceAccountId: must be the email address of a service account, for example atlas@my-project.iam.gserviceaccount.com",
    ],
    [
      "gcp.serviceAccount",
      "garbage",
      "gcp.serviceAccount: is not a known field; did you mean serviceAccountId?",
    ],
    ["publicPrivateNetworking", "garbage", "publicPrivateNetworking: must be an object"],
    ["publicPrivateNetworking.access", [], "publicPrivateNetworking.access: must be an object"],
    [
      "publicPrivateNetworking.access.type",
      "VPC",
      "publicPrivateNetworking.access.type: must be one of PUBLIC, PRIVATE_LINK",
    ],
    [
      "publicPrivateNetworking.access.type",
      "PRIVATE_LINK",
      "publicPrivateNetworking.access.connectionId: is required when publicPrivateNetworking.access.type is PRIVATE_LINK",
    ],
    [
      "publicPrivateNetworking.access.connectionId",
      "garbage",
      "publicPrivateNetworking.access.connectionId: must be the id of a Private Link connection: 24 lower-case hexadecimal digits",
    ],
    [
      "publicPrivateNetworking.access.name",
      "garbage",
      "publicPrivateNetworking.access.name: is not a known field; allowed are type, connectionId",
    ],
    [
      "networking",
      { access: { type: "PUBLIC" } },
      "networking: is called publicPrivateNetworking for GCPPubSub connections",
    ],
  ]);
});
