import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The top of this checkout. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

/** What the set-up remembers between runs; not under version control, and safe to delete. */
export const cache = join(root, ".cache", "setup");

/** The command a dev dependency installs, without the second that `npx` takes to find it. */
export const bin = (name) => join(root, "node_modules", ".bin", name);
