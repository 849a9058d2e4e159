import { AtlasError } from "./atlasError";

/** Whatever was thrown, as a text; nothing that somebody threw must make this throw in its turn. */
export function explain(error: unknown): string {
  try {
    if (error instanceof AtlasError && error.hint) return `${error.message}. ${error.hint}`;
    if (error instanceof Error) return String(error.message) || error.name;
    // Nobody knows what an object holds.
    if (typeof error !== "object" || error === null) return String(error);
  } catch {
    // Nor what its methods do.
  }
  return "an error that cannot be shown";
}
