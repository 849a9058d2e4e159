import { awsMistakes, networkingMistakes } from "./sharedMistakes";
import { refuses } from "./support";

describe("S3", () => {
  refuses("S3", [...awsMistakes, ...networkingMistakes("S3")]);
});
