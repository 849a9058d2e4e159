import { existsSync, statSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";

/**
 * Looks before Atlas is asked, and before one of two files is written.
 *
 * @throws Error when one of these files cannot be written, or may not be overwritten.
 */
export function checkWritable(program: string, file: string, force: boolean): void {
  const paths = [program, file];
  checkNames(resolve(program), resolve(file));
  const homeless = paths.find((path) => !existsSync(dirname(path)));
  if (homeless) throw new Error(`${homeless} cannot be written: there is no folder ${dirname(homeless)}.`);
  const folder = paths.find((path) => statSync(path, { throwIfNoEntry: false })?.isDirectory());
  if (folder) throw new Error(`${folder} cannot be written: it is a folder.`);
  const existing = force ? [] : paths.filter((path) => existsSync(path));
  if (existing.length === 0) return;
  throw new Error(
    `${existing.join(" and ")} ${existing.length > 1 ? "are" : "is"} there already, and nothing was written. ` +
      "Choose other paths with --program and --file, or overwrite with --force.",
  );
}

/** What Node looks for, in this order, before it comes to a `.ts`: a program that imports "./connections" would get this one. */
const shadowing = [".js", ".json", ".node"];

function checkNames(program: string, file: string): void {
  const shadows = shadowing.map((extension) => program.replace(/\.ts$/, extension));
  const shadow = shadows.find((path) => path === file || existsSync(path));
  if (!shadow) return;
  throw new Error(
    `import "./${basename(program, ".ts")}" would load ${basename(shadow)} instead of ${basename(program)}, and pulumi up would then ` +
      "delete what the program does not declare. Choose another name with --program or --file.",
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
