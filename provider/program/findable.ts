import { createRequire } from "node:module";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { program } from "../messages/program";

let isChecked = false;

/**
 * Warns when the provider process will not find this package, before it fails with "Cannot find module". The process
 * resolves it from the program's folder. The program may import it through another package that has its own copy.
 */
export function warnUnlessFindable(): void {
  if (isChecked) return;
  isChecked = true;
  const folder = process.cwd();
  try {
    // This module's own `require` would find its own package.
    createRequire(join(folder, "program.js")).resolve("pulumi-atlas-streams/hooks");
  } catch {
    // Not an error: the Automation API may run the provider elsewhere, and unit tests with mocks do not run it.
    void pulumi.log.warn(program.notFindable.text(folder));
  }
}
