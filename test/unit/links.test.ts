import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { documents } from "../support/documents";

const root = join(__dirname, "../..");

/** The anchor that GitHub gives a heading. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");
}

function anchorsOf(path: string): string[] {
  const text = readFileSync(path, "utf8").replace(/^```[\s\S]*?^```$/gm, "");
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) => anchorOf(heading));
}

/** Links to files of the repository, as text, file and anchor. */
function linksOf(document: string): { link: string; file: string; anchor: string | undefined }[] {
  const text = readFileSync(join(root, document), "utf8").replace(/^```[\s\S]*?^```$/gm, "");
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link = ""]) => {
    if (/^[a-z]+:/.test(link)) return [];
    const [path = "", anchor] = link.split("#");
    return [{ link, file: path ? join(root, dirname(document), path) : join(root, document), anchor }];
  });
}

/** Paths of the repository in code spans; docs/failures.md names tests relative to test/ and without their suffix. */
function pathsIn(document: string): { span: string; file: string }[] {
  const text = readFileSync(join(root, document), "utf8").replace(/^```[\s\S]*?^```$/gm, "");
  return [...text.matchAll(/`([\w./-]+)`/g)].flatMap(([, span = ""]) => {
    if (/^(\.github|atlas-local|docs|examples|provider|test|tools)\/./.test(span))
      return [{ span, file: span }];
    const isTest =
      document === "docs/failures.md" && /^(engine|faults|heavy|hooks|package|processes|unit)\//.test(span);
    return isTest ? [{ span, file: `test/${span}.test.ts` }] : [];
  });
}

describe("links in the documents", () => {
  it("lead to existing files and headings", () => {
    const all = documents().flatMap((document) => linksOf(document).map((link) => ({ document, ...link })));
    assert.ok(all.length > 50);
    const broken = all.filter(
      ({ file, anchor }) => !existsSync(file) || (anchor !== undefined && !anchorsOf(file).includes(anchor)),
    );
    assert.deepEqual(
      broken.map(({ document, link }) => `${document}: ${link}`),
      [],
    );
  });

  it("include code spans, whose paths exist", () => {
    const all = documents().flatMap((document) => pathsIn(document).map((path) => ({ document, ...path })));
    assert.ok(all.length > 100);
    const missing = all.filter(({ file }) => !existsSync(join(root, file)));
    assert.deepEqual(
      missing.map(({ document, span }) => `${document}: ${span}`),
      [],
    );
  });

  it("reach every document from the README", () => {
    const reached = new Set(["README.md"]);
    for (const document of reached)
      for (const { file } of linksOf(document)) {
        const path = file.slice(root.length + 1);
        if (documents().includes(path)) reached.add(path);
      }
    const others = documents().filter((path) => !/^(examples|\.github)\//.test(path));
    assert.deepEqual(
      others.filter((path) => !reached.has(path)),
      [],
    );
  });
});
