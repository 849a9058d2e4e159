import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const root = join(__dirname, "../..");

/** Every document by its path; docs/api is generated, and its links with it. */
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

describe("links in the documents", () => {
  it("lead to files and headings that are there", () => {
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

  it("reach every document from the README", () => {
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
