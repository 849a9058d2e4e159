import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const root = join(__dirname, "../..");

/** All documents by their paths, without docs/api, which typedoc generates together with its links. */
function documents(): string[] {
  const below = (folder: string) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((path) => `${folder}/${path}`);
  return ["README.md", ...below("docs"), ...below("examples")].filter(
    (path) => path.endsWith(".md") && !path.includes("node_modules") && !path.startsWith("docs/api/"),
  );
}

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

/** Paths of all source files, for documents that name a file without its folder. */
const sources = ["provider", "atlas-local", "test", "tools", "examples"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((path) => `${folder}/${path}`),
);

/** Names of files and tests in a document that do not exist: `provider/index.ts`, `hooks/read`, `atlas/retry.ts`. */
function missingNames(document: string): string[] {
  const text = readFileSync(join(root, document), "utf8");
  const paths = text.match(/(?<![\w./-])(provider|atlas-local|test|tools|docs)\/[\w./-]*[\w/]/g) ?? [];
  const spans = [...text.replace(/^```[\s\S]*?^```$/gm, "").matchAll(/`([\w./-]+)`/g)].map(
    ([, span = ""]) => span,
  );
  const testFolders = readdirSync(join(root, "test"));
  const tests = spans.filter((span) => testFolders.includes(span.split("/")[0] ?? "") && !span.includes("."));
  const files = spans.filter(
    (span) => /\w\/.*\.ts$/.test(span) || (isAboutSources(document) && span.endsWith(".ts")),
  );
  return [
    ...paths.filter((path) => !existsSync(join(root, path))),
    ...tests.filter((test) => !["", ".test.ts"].some((end) => existsSync(join(root, "test", test + end)))),
    ...files.filter((file) => !sources.some((source) => `/${source}`.endsWith(`/${file}`))),
  ];
}

/** Other documents also name files of the reader's own project. */
function isAboutSources(document: string): boolean {
  return document === "docs/architecture.md";
}

describe("the documents", () => {
  it("link only to files and headings that exist", () => {
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

  it("name only files and tests that exist", () => {
    const missing = documents().flatMap((document) =>
      missingNames(document).map((name) => `${document}: ${name}`),
    );
    assert.deepEqual([...new Set(missing)], []);
  });

  it("are all reachable from the README", () => {
    const reached = new Set(["README.md"]);
    for (const document of reached)
      for (const { file } of linksOf(document)) {
        const path = file.slice(root.length + 1);
        if (documents().includes(path)) reached.add(path);
      }
    const docs = documents().filter((path) => path.startsWith("docs/"));
    assert.deepEqual(
      docs.filter((path) => !reached.has(path)),
      [],
    );
  });
});
