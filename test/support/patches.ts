import type { Patch } from "../../atlas-local";

/** What Atlas may do with fields that a PATCH leaves out; it was never recorded. */
export const patches: readonly Patch[] = ["merge", "replace"];

/** A suite that runs once for each of `patches`. */
export function describeForEachPatch(title: string, suite: (patch: Patch) => void): void {
  for (const patch of patches) describe(`${title} (a PATCH ${patch}s)`, () => suite(patch));
}
