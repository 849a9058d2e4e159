import { awsMistakes, networkingMistakes } from "./sharedMistakes";
import { refuses } from "./support";

describe("AWSKinesisDataStreams", () => {
  refuses("AWSKinesisDataStreams", [...awsMistakes, ...networkingMistakes("AWSKinesisDataStreams")]);
});
