import { existsSync, statSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { importCommand } from "../../messages/importCommand";

/**
 * Checks both files before the first request, so that neither is written when the other cannot be.
 *
 * @throws Error when a file cannot be written, or exists and `force` is false.
 */
export function checkWritable(program: string, file: string, force: boolean): void {
  const paths = [program, file];
  checkNotShadowed(resolve(program), resolve(file));
  const texts = importCommand.notWritable.text;
  const withoutFolder = paths.find((path) => !existsSync(dirname(path)));
  if (withoutFolder) throw new Error(texts.noFolder(withoutFolder, dirname(withoutFolder)));
  const folder = paths.find((path) => statSync(path, { throwIfNoEntry: false })?.isDirectory());
  if (folder) throw new Error(texts.folder(folder));
  const [first, second] = force ? [] : paths.filter((path) => existsSync(path));
  if (!first) return;
  throw new Error(second ? texts.bothExist(first, second) : texts.exists(first));
}

/** Extensions that Node tries before `.ts`, in this order, when a program imports "./connections". */
const shadowing = [".js", ".json", ".node"];

function checkNotShadowed(program: string, file: string): void {
  const shadows = shadowing.map((extension) => program.replace(/\.ts$/, extension));
  const shadow = shadows.find((path) => path === file || existsSync(path));
  if (!shadow) return;
  throw new Error(importCommand.shadowed.text(basename(program, ".ts"), basename(shadow), basename(program)));
}

/** @throws Error that names the file and the reason. */
export async function write(path: string, content: string, force: boolean): Promise<void> {
  try {
    // Another process may have created the file since the check.
    await writeFile(path, content, { flag: force ? "w" : "wx" });
  } catch (error) {
    throw new Error(importCommand.notWritable.text.failed(path, (error as Error).message));
  }
}
