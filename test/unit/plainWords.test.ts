import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { documents } from "../support/documents";

const root = join(__dirname, "../..");

/** Words that leave out the subject of a sentence, or that are hard for readers of English as a second language. */
const hardWords = ["nobody", "somebody", "whoever", "so long", "sameness", "beside", "trouble"];

describe("words in the documents and forms", () => {
  const forms = readdirSync(join(root, ".github/ISSUE_TEMPLATE")).map(
    (file) => `.github/ISSUE_TEMPLATE/${file}`,
  );
  for (const word of hardWords) {
    it(`do not include "${word}"`, () => {
      const pattern = new RegExp(`^.*\\b${word}\\b.*$`, "gim");
      const found = [...documents(), ...forms].flatMap((file) =>
        [...readFileSync(join(root, file), "utf8").matchAll(pattern)].map(([line]) => `${file}: ${line}`),
      );
      assert.deepEqual(found, []);
    });
  }
});
