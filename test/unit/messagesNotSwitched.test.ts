import assert from "node:assert/strict";
import { join } from "node:path";
import type { Messages } from "../../provider/messages/entry";
import { inputNames, inputRules, inputValues } from "../../provider/messages/input";
import { textsOf as textsOfEntry } from "../../tools/troubleshooting";
import { isProse, patternOf, textsOf } from "../support/messages";

/*
 * Until provider/connections, provider/resource and provider/process take their texts from provider/messages, this test
 * compares both. It goes then, with test/support/messages.ts.
 */

const root = join(__dirname, "../..");
const folders = ["provider/connections"];
const catalogs: Messages[] = [inputNames, inputValues, inputRules];
const entries = catalogs
  .flatMap((messages) => Object.values(messages))
  .flatMap(textsOfEntry)
  .map((text) => text.replace(/\s+/g, " "));

const sources = textsOf(root, folders).map(({ text, file }) => ({ text: text.replace(/^…: /, ""), file }));

/** A name of a result, not a message. */
const noMessages = [/^no answer$/];

describe("messages of connections, resource and process", () => {
  it("are in the catalog", () => {
    const missing = sources.filter(
      ({ text }) =>
        isProse(text) &&
        !noMessages.some((pattern) => pattern.test(text)) &&
        !entries.some((entry) => patternOf(text.trim()).test(entry)),
    );
    assert.deepEqual(
      missing.map(({ text, file }) => `${file}: ${text}`),
      [],
    );
  });

  it("are in the code, word by word", () => {
    const parts = [
      ...new Set(
        sources.map(({ text }) => text).filter((text) => /[a-z].*[ …]|[ …].*[a-z]|^[a-z ]{4,}$/i.test(text)),
      ),
    ];
    const stale = entries
      .map((entry) => ({ entry, words: wordsWithoutSource(entry, parts) }))
      .filter(({ words }) => words.length > 0);
    assert.deepEqual(stale, []);
  });
});

/** The words of an entry that come from no text of the code. Parts of a message in the place of `…` do not count. */
function wordsWithoutSource(entry: string, parts: readonly string[]): string[] {
  const covered = Array.from({ length: entry.length }, () => false);
  for (const text of parts) {
    const pattern = patternOf(text, "dy");
    for (let start = 0; start < entry.length; start++) {
      pattern.lastIndex = start;
      const [whole, ...holes] = pattern.exec(entry)?.indices ?? [];
      if (!whole) continue;
      for (let at = whole[0]; at < whole[1]; at++)
        if (!holes.some((hole) => at >= hole[0] && at < hole[1])) covered[at] = true;
    }
  }
  const left = covered.map((isCovered, at) => (isCovered ? " " : entry[at])).join("");
  return left.match(/[A-Za-z]{2,}/g) ?? [];
}
