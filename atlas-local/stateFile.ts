import { existsSync, readFileSync } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { messages } from "./messages";

const format = "pulumi-atlas-streams/local-atlas@1";

/**
 * Keeps a value in a file. A save writes another file beside it and renames that, so a reader or a crash never
 * meets half of it. Saves that come while one is running are done together by the next one.
 */
export class StateFile<T> {
  private running: Promise<void> | undefined;
  private next: Promise<void> | undefined;

  constructor(
    private readonly path: string,
    private readonly snapshot: () => T,
  ) {}

  /** @returns undefined when there is no file yet. @throws Error when it is not one of ours. */
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

  /** Resolves once everything that is in the snapshot now is in the file. */
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
