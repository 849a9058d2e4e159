import { existsSync, readFileSync } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { messages } from "./messages";

const format = "pulumi-atlas-streams/local-atlas@1";

/**
 * Stores a value in a file. A save writes a temporary file and renames it, so a crash leaves no incomplete file.
 * Saves that are requested during a save are combined into the next one.
 */
export class StateFile<T> {
  private running: Promise<void> | undefined;
  private next: Promise<void> | undefined;

  constructor(
    private readonly path: string,
    private readonly snapshot: () => T,
  ) {}

  /** @returns undefined when the file does not exist. @throws Error when it is not a state file of a local Atlas. */
  load(): T | undefined {
    if (!existsSync(this.path)) return undefined;
    let content: { format?: unknown; state?: T };
    try {
      content = JSON.parse(readFileSync(this.path, "utf8"));
    } catch (cause) {
      throw new Error(messages.stateFile.text.unreadable(this.path), { cause });
    }
    if (content?.format !== format || content.state === undefined)
      throw new Error(messages.stateFile.text.foreign(this.path));
    return content.state;
  }

  /** Resolves when the file contains the current snapshot or a newer one. */
  save(): Promise<void> {
    if (!this.running) {
      this.running = this.write().finally(() => {
        this.running = undefined;
      });
      return this.running;
    }
    this.next ??= this.running
      .catch(() => undefined)
      .then(() => {
        this.next = undefined;
        return this.save();
      });
    return this.next;
  }

  private async write(): Promise<void> {
    const text = JSON.stringify({ format, state: this.snapshot() });
    await mkdir(dirname(this.path), { recursive: true });
    const temporary = `${this.path}.${process.pid}.tmp`;
    await writeFile(temporary, text, { mode: 0o600 });
    await rename(temporary, this.path);
  }
}
