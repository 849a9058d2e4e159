import { createHash } from "node:crypto";
import { lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EngineAddress, isRefused } from "./engine";

/** Files are kept no longer than this, in milliseconds, should a port come to another engine. */
const longestLifeMs = 24 * 3_600_000;
const prefix = `pulumi-atlas-streams-${process.getuid?.() ?? "user"}-`;

/**
 * Texts that all provider processes of one run of the CLI see. Each explicit provider has a process of its own, and a
 * resource may have been moved from one to another. Kept as small files in a folder that only this user can write;
 * without such a folder nothing is shared, and nothing fails.
 */
export class SharedMarks {
  private readonly folder: string;
  private isSwept = false;

  constructor({ host, port }: EngineAddress) {
    this.folder = join(tmpdir(), `${prefix}${host.replaceAll(":", "_")}-${port}`);
  }

  set(id: string, mark: string): void {
    try {
      mkdirSync(this.folder, { recursive: true, mode: 0o700 });
      if (this.isOurs()) writeFileSync(this.fileOf(id), mark, { mode: 0o600 });
    } catch {
      // The mark still holds in this process.
    }
    if (!this.isSwept) void sweep();
    this.isSwept = true;
  }

  get(id: string): string | undefined {
    try {
      const file = this.fileOf(id);
      if (!this.isOurs() || Date.now() - lstatSync(file).mtimeMs > longestLifeMs) return undefined;
      return readFileSync(file, "utf8");
    } catch {
      return undefined;
    }
  }

  /** Another user may have made a folder of this name: every user may write to the temporary folder. */
  private isOurs(): boolean {
    const found = lstatSync(this.folder);
    return found.isDirectory() && (process.getuid === undefined || found.uid === process.getuid());
  }

  private fileOf(id: string): string {
    return join(this.folder, createHash("sha256").update(id).digest("hex"));
  }
}

/** Deletes what engines that are gone have left. */
async function sweep(): Promise<void> {
  try {
    for (const name of readdirSync(tmpdir())) {
      const [, host, port] =
        /^(.*)-(\d+)$/.exec(name.startsWith(prefix) ? name.slice(prefix.length) : "") ?? [];
      if (!host || !port) continue;
      if (await isRefused({ host: host.replaceAll("_", ":"), port: Number(port) }))
        rmSync(join(tmpdir(), name), { recursive: true, force: true });
    }
  } catch {
    // Next time.
  }
}
