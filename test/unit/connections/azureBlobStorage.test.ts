import { refuses } from "./support";

describe("AzureBlobStorage", () => {
  refuses("AzureBlobStorage", [
    ["azure", undefined, "azure: is required"],
    ["azure", {}, "azure.servicePrincipalId: is required", "azure.storageAccountName: is required"],
    ["azure.servicePrincipalId", "", "azure.servicePrincipalId: must not be empty"],
    [
      "azure.storageAccountName",
      "garbage-1",
      "azure.storageAccountName: must be 3 to 24 lower-case letters and digits",
    ],
    [
      "azure.storageAccountName",
      "Garbage",
      "azure.storageAccountName: must be 3 to 24 lower-case letters and digits",
    ],
    [
      "azure.storageAccountName",
      "ab",
      "azure.storageAccountName: must be 3 to 24 lower-case letters and digits",
    ],
    [
      "azure.storageAccountName",
      "a".repeat(25),
      "azure.storageAccountName: must be 3 to 24 lower-case letters and digits",
    ],
    ["azure.region", "", "azure.region: must not be empty"],
    [
      "azure.account",
      "garbage",
      "azure.account: is not a known field; allowed are servicePrincipalId, storageAccountName, region",
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
      "networking: is called publicPrivateNetworking for AzureBlobStorage connections",
    ],
  ]);
});
