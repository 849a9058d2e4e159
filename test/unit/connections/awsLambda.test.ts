import { awsMistakes, publicPrivateNetworkingMistakes } from "./sharedMistakes";
import { refuses } from "./support";

describe("AWSLambda", () => {
  refuses("AWSLambda", [...awsMistakes, ...publicPrivateNetworkingMistakes("AWSLambda")]);
});
