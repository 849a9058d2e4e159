import { createHash } from "node:crypto";
import { lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EngineAddress, isRefused } from "./engine";

/** Maximum age of a file, in milliseconds, because another engine may get the same port later. */
const maxAgeMs = 24 * 3_600_000;
const prefix = `pulumi-atlas-streams-${process.getuid?.() ?? "user"}-`;

/**
 * The owners of connections, shared by all provider processes of one run of the CLI. Each explicit provider has a process
 * of its own, and a resource may move from one provider to another. Each owner is a small file in a folder that only this
 * user can write. Failures are ignored: the processes then share nothing.
 */
export class SharedOwners {
  private readonly folder: string;
  private isSwept = false;

  constructor({ host, port }: EngineAddress) {
    this.folder = join(tmpdir(), `${prefix}${host.replaceAll(":", "_")}-${port}`);
  }

  set(id: string, owner: string): void {
    try {
      mkdirSync(this.folder, { recursive: true, mode: 0o700 });
      if (this.isOurs()) writeFileSync(this.fileOf(id), owner, { mode: 0o600 });
    } catch {
      // This process still knows the owner.
    }
    if (!this.isSwept) void sweep();
    this.isSwept = true;
  }

  get(id: string): string | undefined {
    try {
      const file = this.fileOf(id);
      if (!this.isOurs() || Date.now() - lstatSync(file).mtimeMs > maxAgeMs) return undefined;
      return readFileSync(file, "utf8");
    } catch {
      return undefined;
    }
  }

  /** Another user may have created the folder, because every user can write to the temporary folder. */
  private isOurs(): boolean {
    const found = lstatSync(this.folder);
    return found.isDirectory() && (process.getuid === undefined || found.uid === process.getuid());
  }

  private fileOf(id: string): string {
    return join(this.folder, createHash("sha256").update(id).digest("hex"));
  }
}

/** Deletes the folders of engines that have ended. */
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
    // The next run tries again.
  }
}
