import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The top folder of this checkout. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

/** Files of the set-up. Git ignores them, and they can be deleted at any time. */
export const cache = join(root, ".cache", "setup");

/**
 * The script of a development dependency. `npx` would take a second longer.
 *
 * @param {string} name
 */
export const bin = (name) => join(root, "node_modules", ".bin", name);
