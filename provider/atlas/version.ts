import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The version of this package, from the nearest package.json above this file: in `provider/` or `dist/`. */
export const version: string = findVersion(__dirname);

function findVersion(folder: string): string {
  try {
    return (JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { version: string }).version;
  } catch (error) {
    if (folder === dirname(folder)) throw error;
    return findVersion(dirname(folder));
  }
}
