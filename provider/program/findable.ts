import { createRequire } from "node:module";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";

let asked = false;

/**
 * Warns where the provider process will not find this package, before it fails with "Cannot find module". It looks from
 * the program's folder, while the program may have come here through another package that alone can see this one.
 */
export function warnUnlessFindable(): void {
  if (asked) return;
  asked = true;
  const folder = process.cwd();
  try {
    // Not with our own `require`, which finds the package that it is part of.
    createRequire(join(folder, "program.js")).resolve("pulumi-atlas-streams/hooks");
  } catch {
    // Not an error: the Automation API may run the provider elsewhere, and unit tests with mocks run none.
    void pulumi.log.warn(
      `pulumi-atlas-streams cannot be found from ${folder}, where Pulumi will look for it. Add it to the dependencies of ` +
        "the program itself; a package of components should declare it as a peer dependency.",
    );
  }
}
