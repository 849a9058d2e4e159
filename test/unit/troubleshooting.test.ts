import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { errorCodes, errorStatuses } from "../../provider/messages/atlasErrors";
import type { Messages } from "../../provider/messages/entry";
import { sections, textsOf, troubleshootingPage } from "../../tools/troubleshooting";

const root = join(__dirname, "../..");
const catalogs: Messages[] = sections.flatMap(({ entries }) => Object.values(entries));
const entries = catalogs.flatMap((messages) => Object.entries(messages));

describe("docs/troubleshooting.md", () => {
  it("is made from the catalog (npx tsx tools/troubleshooting.ts writes it)", () => {
    const { current, wanted } = troubleshootingPage();
    assert.equal(current, wanted);
  });

  it("has every catalog of provider/messages", () => {
    const files = readdirSync(join(root, "provider/messages")).filter((file) => file !== "entry.ts");
    for (const file of files)
      for (const [name, messages] of Object.entries<Messages>(require(`../../provider/messages/${file}`)))
        assert.ok(catalogs.includes(messages), `${name} of ${file} is not in tools/troubleshooting.ts`);
  });

  it("has a cause and a cure for every message, and every message once", () => {
    const known = new Set<string>();
    for (const [name, entry] of entries) {
      assert.match(entry.cause, /\w.*[.:)`]$/, `cause of ${name}`);
      assert.match(entry.cure, /\w.*[.:)`]$/, `cure of ${name}`);
      for (const text of textsOf(entry)) {
        assert.notEqual(text.trim(), "", name);
        const isShared = text.includes("--help lists the options");
        assert.ok(isShared || !known.has(text), `${name}: ${text} is there twice`);
        known.add(text);
      }
    }
  });

  it("explains every error code and status of Atlas for which there is a hint", () => {
    const { wanted } = troubleshootingPage();
    for (const code of Object.keys({ ...errorCodes, ...errorStatuses }))
      assert.ok(wanted.includes(`\`${code}\``), code);
  });
});

/** The catalog itself. */
const exceptions = ["messages/"];

describe("messages in the sources", () => {
  const folder = join(root, "provider");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => file.endsWith(".ts") && !exceptions.some((other) => file.startsWith(other)));

  it("come from the catalog: errors, warnings and log lines have no text of their own", () => {
    assert.ok(files.length > 50);
    const ownText =
      /(?:Error|log|warn|info|error|report|push)\(\s*[`"'][^`"'\n]*[a-z] [a-z].*|\berror: [`"'].* .*/g;
    const found = files.flatMap((file) => {
      const code = readFileSync(join(folder, file), "utf8").replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
      return (code.match(ownText) ?? []).map((text) => `${file}: ${text}`);
    });
    assert.deepEqual(
      found,
      [],
      "Move the text to a catalog in provider/messages, with its cause and its cure.",
    );
  });
});
