import { publicPrivateNetworkingMistakes } from "./sharedMistakes";
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
    ...publicPrivateNetworkingMistakes("GCPPubSub"),
  ]);
});
