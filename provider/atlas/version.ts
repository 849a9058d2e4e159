import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The package's own version; its package.json is the nearest one above this file, in dist/ as in the sources. */
export const version: string = findVersion(__dirname);

function findVersion(folder: string): string {
  try {
    return (JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { version: string }).version;
  } catch (error) {
    if (folder === dirname(folder)) throw error;
    return findVersion(dirname(folder));
  }
}
