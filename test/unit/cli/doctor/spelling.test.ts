import assert from "node:assert/strict";
import { spellingOf } from "../../../../provider/cli/doctor/spelling";

const cases: [sent: string, shown: unknown, spelling: string][] = [
  ["https://example.com", "https://example.com", "as sent"],
  ["https://example.com", "https://example.com/", "with a slash at its end"],
  ["https://example.com/a/", "https://example.com/a", "without the slash at its end"],
  ["https://EXAMPLE.com/A", "https://example.com/A", "with a lower-case host"],
  ["X-Doctor", "x-doctor", "in lower case"],
  ["a:1, b:2", "a:1,b:2", "without spaces"],
  ["A:1, b:2", "a:1,b:2", "without spaces, in lower case"],
  ["a\r\nb\r\n", "a\nb\n", "with \\n as line ends"],
  ["a\r\nb\r\n", "a\r\nb", "without the line end at its end"],
  ["a\r\nb\r\n", "a\nb", "with \\n as line ends, and none at its end"],
  ["a\r\nb", "a\nb\n", "with \\n as line ends, and one at its end"],
  ["a\r\nb\r\n", "ab", "on one line"],
  ["a", undefined, "left out"],
  ["a", null, "left out"],
  ["a", ["a"], "another kind of value"],
  ["a", "s3cr3t", "another spelling"],
];

describe("the doctor's words for a spelling", () => {
  for (const [sent, shown, spelling] of cases)
    it(`${JSON.stringify(sent)} shown as ${JSON.stringify(shown)}: ${spelling}`, () => {
      assert.equal(spellingOf(sent, shown), spelling);
    });
});
