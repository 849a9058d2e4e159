import { existsSync, readFileSync, statSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join, resolve } from "node:path";
import { importCommand } from "../../messages/importCommand";
import { type CertificateFile, certificateFolder } from "./certificates";
import { resourceName } from "./names";
import type { ImportOptions } from "./options";

const texts = importCommand.notWritable.text;

/**
 * Checks both files before the first request, so that neither is written when the other cannot be.
 *
 * @throws Error when a file cannot be written, or exists and may not be overwritten.
 */
export function checkWritable(options: ImportOptions): void {
  const paths = [options.program, options.file];
  checkNotShadowed(paths.map((path) => resolve(path)));
  const withoutFolder = paths.find((path) => !existsSync(dirname(path)));
  if (withoutFolder) throw new Error(texts.noFolder(withoutFolder, dirname(withoutFolder)));
  const folder = paths.find((path) => statSync(path, { throwIfNoEntry: false })?.isDirectory());
  if (folder) throw new Error(texts.folder(folder));
  const existing = options.force ? [] : paths.filter((path) => existsSync(path));
  if (existing.length > 0) throw new Error(existsMessage(existing, options));
}

function existsMessage(existing: readonly string[], { workspaceName, program }: ImportOptions): string {
  const name = resourceName(workspaceName);
  const others = `--prefix ${name} --program ${name}${extname(program)} --file ${name}-import.json`;
  return texts.exist(existing.join(" and "), existing.length, others);
}

/** Extensions that win over others when a program imports "./connections". */
const shadowing: Readonly<Record<string, readonly string[]>> = {
  ".ts": [".js", ".json", ".node"],
  ".mts": [".mjs"],
  ".cts": [".cjs"],
};

/** Neither new file may be loaded in the place of a TypeScript file, and none in the place of the new program. */
function checkNotShadowed(files: readonly string[]): void {
  for (const file of files) {
    const extension = extname(file);
    const stem = file.slice(0, file.length - extension.length);
    for (const [shadowed, winners] of Object.entries(shadowing)) {
      if (extension !== shadowed && !winners.includes(extension)) continue;
      const others = extension === shadowed ? winners : [shadowed];
      const other = others
        .map((end) => `${stem}${end}`)
        .find((path) => files.includes(path) || existsSync(path));
      if (!other) continue;
      const [loaded, hidden] = extension === shadowed ? [other, file] : [file, other];
      throw new Error(importCommand.shadowed.text(basename(stem), basename(loaded), basename(hidden)));
    }
  }
}

/** A file to write. */
export interface NewFile {
  path: string;
  content: string;
}

/**
 * The files of certificates. Those that exist with the same content need not be written.
 *
 * @throws Error when a file exists with other content and may not be overwritten.
 */
export function certificateFiles(files: readonly CertificateFile[], options: ImportOptions): NewFile[] {
  const folder = join(dirname(options.program), certificateFolder);
  const wanted = files.map(({ name, text }) => ({ path: join(folder, name), content: text }));
  const missing = wanted.filter(({ path, content }) => !existsSync(path) || textOf(path) !== content);
  const existing = options.force ? [] : missing.map(({ path }) => path).filter((path) => existsSync(path));
  if (existing.length > 0) throw new Error(existsMessage(existing, options));
  return missing;
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

/** @throws Error that names the file and the reason. */
export async function write({ path, content }: NewFile, force: boolean): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    // Another process may have created the file since the check.
    await writeFile(path, content, { flag: force ? "w" : "wx" });
  } catch (error) {
    throw new Error(texts.failed(path, (error as Error).message));
  }
}
