import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { previewsDocument } from "./previews/document";

const path = join(__dirname, "..", "docs", "previews.md");

/** docs/previews.md: its current content, and the content that the CLI and the provider generate. */
export async function previewsPage(): Promise<{ current: string; wanted: string }> {
  return { current: readFileSync(path, "utf8"), wanted: await previewsDocument() };
}

/** `npm run docs:previews` */
async function main(): Promise<void> {
  writeFileSync(path, await previewsDocument());
}

if (require.main === module) void main();
