import { readdir, readFile } from "node:fs/promises";

const everyMs = 200;

/** Watches the provider processes below a process, where the system has /proc. */
export class ProviderMemory {
  private readonly peaks = new Map<number, number>();
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly ancestor: number) {
    this.timer = setInterval(() => void this.look().catch(() => {}), everyMs);
  }

  /** @returns the highest resident size so far of the largest of them, in bytes. */
  stop(): number | undefined {
    clearInterval(this.timer);
    return this.peaks.size > 0 ? Math.max(...this.peaks.values()) : undefined;
  }

  private async look(): Promise<void> {
    // The kernel keeps the peak, so that once found only the end matters.
    for (const id of this.peaks.size > 0 ? [...this.peaks.keys()] : await this.providers()) {
      const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(await contentOf(id, "status")) ?? [];
      if (kilobytes) this.peaks.set(id, Number(kilobytes) * 1024);
    }
  }

  private async providers(): Promise<number[]> {
    const ids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
    const parents = new Map<number, number>();
    for (const id of ids) {
      const [, parent] = /^PPid:\s+(\d+)$/m.exec(await contentOf(id, "status")) ?? [];
      if (parent) parents.set(id, Number(parent));
    }
    const found: number[] = [];
    for (const id of ids) {
      if (!this.isBelow(id, parents)) continue;
      const command = (await contentOf(id, "cmdline")).split("\0");
      // Not the one that only looks where the script is: `node -e …`.
      if (command.includes("-e") || !command.some((part) => part.includes("dynamic-provider"))) continue;
      found.push(id);
    }
    return found;
  }

  private isBelow(id: number, parents: ReadonlyMap<number, number>): boolean {
    for (let next: number | undefined = id; next; next = parents.get(next))
      if (next === this.ancestor) return true;
    return false;
  }
}

/** Empty for a process that has ended. */
function contentOf(id: number, file: string): Promise<string> {
  return readFile(`/proc/${id}/${file}`, "utf8").catch(() => "");
}
