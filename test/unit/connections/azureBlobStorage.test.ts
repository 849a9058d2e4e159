import { publicPrivateNetworkingMistakes } from "./sharedMistakes";
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
    ...publicPrivateNetworkingMistakes("AzureBlobStorage"),
  ]);
});
