import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { removeConsumer } from "../test/engine/support/consumer";
import { previewsDocument } from "./previews/document";

const path = join(__dirname, "..", "docs", "previews.md");

/** docs/previews.md as it is, and as the CLI and the provider make it now. */
export async function previewsPage(): Promise<{ current: string; wanted: string }> {
  return { current: readFileSync(path, "utf8"), wanted: await previewsDocument() };
}

/** `npm run docs:previews` writes the page. */
async function main(): Promise<void> {
  try {
    writeFileSync(path, await previewsDocument());
  } finally {
    await removeConsumer();
  }
}

if (require.main === module) void main();
