import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Looks before Atlas is asked, and before one of two files is written.
 *
 * @throws Error when one of these files cannot be written, or may not be overwritten.
 */
export function checkWritable(paths: readonly string[], force: boolean): void {
  const homeless = paths.find((path) => !existsSync(dirname(path)));
  if (homeless) throw new Error(`${homeless} cannot be written: there is no folder ${dirname(homeless)}.`);
  const existing = force ? [] : paths.filter((path) => existsSync(path));
  if (existing.length === 0) return;
  throw new Error(
    `${existing.join(" and ")} ${existing.length > 1 ? "are" : "is"} there already, and nothing was written. ` +
      "Choose other paths with --program and --file, or overwrite with --force.",
  );
}

/** @throws Error that says which file could not be written, and why. */
export async function write(path: string, content: string, force: boolean): Promise<void> {
  try {
    // Another process may have made the file in between.
    await writeFile(path, content, { flag: force ? "w" : "wx" });
  } catch (error) {
    throw new Error(`${path} cannot be written: ${(error as Error).message}.`);
  }
}
