import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const variable = "ATLAS_STREAMS_RUN_FOLDER";

/** A temporary folder that this process shares with its child processes. The process that creates it deletes it at its exit. */
export function runFolder(): string {
  const { [variable]: existing } = process.env;
  if (existing) return existing;
  const folder = mkdtempSync(join(tmpdir(), "pulumi-atlas-streams-run-"));
  process.env[variable] = folder;
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
