import { createRequire } from "node:module";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { program } from "../messages/program";

/** The program may leave the folder in which Pulumi starts it and the provider process. */
const startFolder = process.cwd();

let isChecked = false;

/**
 * Warns when the provider process will not find this package, before it fails with "Cannot find module". The process
 * resolves it from the program's folder. The program may import it through another package that has its own copy.
 */
export function warnUnlessFindable(): void {
  // Without an engine, as in unit tests with mocks, there is no provider process.
  if (isChecked || !pulumi.runtime.hasEngine()) return;
  isChecked = true;
  // Programs of the Automation API run elsewhere than the provider process, which starts at or below the project's root.
  const folders = [startFolder, process.cwd(), pulumi.getRootDirectory()];
  if (!folders.some(isFindableFrom)) void pulumi.log.warn(program.notFindable.text(startFolder));
}

function isFindableFrom(folder: string): boolean {
  if (!folder) return false;
  try {
    // This module's own `require` would find its own package.
    createRequire(join(folder, "program.js")).resolve("pulumi-atlas-streams/hooks");
    return true;
  } catch {
    return false;
  }
}
