import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isProse, patternOf, textsOf } from "../support/messages";

const root = join(__dirname, "../..");
const page = readFileSync(join(root, "docs/troubleshooting.md"), "utf8");

/** Where the messages are that users of the package meet. The set-up of this repository explains itself. */
const sources = ["provider", "atlas-local/cli.ts", "atlas-local/localAtlas.ts", "atlas-local/stateFile.ts"];

/** What the import command writes or prints as its result: no trouble to shoot. */
const results: ReadonlySet<string> = new Set(["provider/cli/program.ts", "provider/cli/nextSteps.ts"]);

/** Texts that only look like messages, and the command's help. */
const noMessages = [
  // What axios calls a broken answer; compared, never shown.
  /^stream has been aborted$/,
  // A name for a look that brought nothing.
  /^no answer$/,
  /^Takes existing stream connections of MongoDB Atlas/,
  /^A local Atlas(:| listens on) /,
];

const texts = textsOf(root, sources);

const messages = texts.filter(
  ({ text, file }) =>
    isProse(text) && !results.has(file) && !noMessages.some((pattern) => pattern.test(text)),
);

/** Also the small ones of which messages are put together; a key or a type's name is no part of one. */
const parts = [
  ...new Set(texts.map(({ text }) => text).filter((text) => /[a-z].*[ …]|[ …].*[a-z]/i.test(text))),
];

/** The document's code spans; whether they stand alone on their line, and so claim to be a message of ours. */
function spansOf(text: string): { span: string; isEntry: boolean }[] {
  return text.split("\n").flatMap((line) => {
    const isEntry = /^(- | {2})(`+)[^`].*\2$/.test(line) && spansIn(line).length === 1;
    return spansIn(line).map((span) => ({ span, isEntry }));
  });
}

function spansIn(line: string): string[] {
  return [...line.matchAll(/(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)/g)].map(([, , span = ""]) => span.trim());
}

/** The words of an entry that come out of no text of the code; what fills a hole is not looked at. */
function wordsWithoutSource(entry: string): string[] {
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

describe("docs/troubleshooting.md", () => {
  const [ours = "", theirs = ""] = page.split("\n## Messages of Pulumi itself\n");
  const spans = [...spansOf(ours)];

  it("has every message of the code", () => {
    const missing = messages.filter(
      ({ text }) => !spans.some(({ span }) => patternOf(text.trim()).test(span)),
    );
    assert.deepEqual(
      missing.map(({ text, file }) => `${file}: ${text}`),
      [],
      "A message is missing in docs/troubleshooting.md. Add it to the section where users meet it, alone on its line, as " +
        "- `message`, with … where the code puts something in; below it, its cause and its cure. If it is never shown, " +
        "name it in noMessages in this test.",
    );
  });

  it("has no message that the code does not have any more", () => {
    const stale = spans
      .filter(({ isEntry }) => isEntry)
      .map(({ span }) => ({ span, words: wordsWithoutSource(span) }))
      .filter(({ words }) => words.length > 0);
    assert.deepEqual(
      stale,
      [],
      "docs/troubleshooting.md lists a message with words that no message of the code has (any more): change or remove it.",
    );
  });

  it("explains every code of Atlas for which there is a hint", () => {
    const hints = readFileSync(join(root, "provider/atlas/errors/hints.ts"), "utf8");
    const codes = [...hints.matchAll(/^ {2}([A-Z_]{6,}|\d{3}):/gm)].map(([, code = ""]) => code);
    assert.ok(codes.length > 10);
    assert.deepEqual(
      codes.filter((code) => !spans.some(({ span }) => span === code)),
      [],
    );
  });

  it("has a cause and a cure below every entry", () => {
    const lines = page.split("\n");
    const bare = lines.filter(
      (line, index) => /^- `/.test(line) && !lines.slice(index + 1, index + 12).some(isProseLine),
    );
    assert.deepEqual(bare, []);
    assert.ok(theirs.includes("failed to load checkpoint: EOF"), "Pulumi's own messages are there too");
  });

  it("would notice a new message", () => {
    assert.ok(messages.length > 100);
    const files = new Set(messages.map(({ file }) => file));
    for (const file of ["hints.ts", "networkError.ts", "retry.ts", "wait.ts", "create.ts", "rules.ts"])
      assert.ok(
        [...files].some((path) => path.endsWith(`/${file}`)),
        file,
      );
  });
});

/** An indented line that is not a message alone. */
function isProseLine(line: string): boolean {
  return /^ {2}\S/.test(line) && !/^ {2}(`+)[^`].*\1$/.test(line);
}
