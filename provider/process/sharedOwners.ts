import { createHash, randomUUID } from "node:crypto";
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { existing } from "../messages/existing";
import type { EngineAddress } from "./engine";

/** Milliseconds after which a file counts as left over: the port may belong to another engine by then. */
const maxAgeMs = 24 * 3_600_000;

/**
 * Owners of connections, for all provider processes of one run of the CLI. Each explicit provider is a process of its
 * own, and a resource may move from one to another.
 *
 * There is one small file per adopted connection, in Pulumi's home folder, which belongs to this user alone.
 */
export class SharedOwners {
  private readonly folder: string;

  constructor(
    private readonly engine: EngineAddress,
    home = process.env.PULUMI_HOME || join(homedir(), ".pulumi"),
  ) {
    this.folder = join(home, "atlas-streams");
  }

  /** @throws when the owner cannot be stored. */
  set(id: string, owner: string): void {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    this.checkFolder();
    // A file of another name first, so that no process reads half of it.
    const fresh = join(this.folder, randomUUID());
    writeFileSync(fresh, owner, { flag: "wx", mode: 0o600 });
    renameSync(fresh, this.fileOf(id));
    this.deleteLeftOvers();
  }

  get(id: string): string | undefined {
    let file: number | undefined;
    try {
      this.checkFolder();
      file = openSync(this.fileOf(id), constants.O_RDONLY | constants.O_NOFOLLOW);
      if (Date.now() - fstatSync(file).mtimeMs > maxAgeMs) return undefined;
      return readFileSync(file, "utf8");
    } catch {
      return undefined;
    } finally {
      if (file !== undefined) closeSync(file);
    }
  }

  /** Another user may have put a link or a folder there where the home folder is shared. */
  private checkFolder(): void {
    const found = lstatSync(this.folder);
    const isOurs = process.getuid === undefined || found.uid === process.getuid();
    if (!found.isDirectory() || !isOurs)
      throw new Error(existing.notRecorded.text.foreignFolder(this.folder));
  }

  private deleteLeftOvers(): void {
    for (const name of readdirSync(this.folder)) {
      const path = join(this.folder, name);
      try {
        const found = lstatSync(path);
        if (found.isFile() && Date.now() - found.mtimeMs > maxAgeMs) unlinkSync(path);
      } catch {
        // Another process was faster.
      }
    }
  }

  private fileOf(id: string): string {
    const { host, port } = this.engine;
    return join(this.folder, createHash("sha256").update(`${host}:${port}/${id}`).digest("hex"));
  }
}
