import { readdir, readFile } from "node:fs/promises";

const everyMs = 200;

/** Part of the command of a provider process: of dynamic providers, of Pulumi's bridge and of Terraform. */
const provider = /dynamic-provider|(?:pulumi-resource|terraform-provider)-mongodbatlas/;

/** Measures the memory of the provider processes below a process; needs /proc. */
export class ProviderMemory {
  private readonly peaks = new Map<number, number>();
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly ancestor: number) {
    this.timer = setInterval(() => void this.sample().catch(() => {}), everyMs);
  }

  /** @returns the peak resident size of the largest process so far, in bytes. */
  stop(): number | undefined {
    clearInterval(this.timer);
    return this.peaks.size > 0 ? Math.max(...this.peaks.values()) : undefined;
  }

  private async sample(): Promise<void> {
    // The kernel records the peak, so the last value of a process is enough.
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
      // Ignores `node -e …`, which only locates the script.
      if (command.includes("-e") || !command.some((part) => provider.test(part))) continue;
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

/** Empty when the process has ended. */
function contentOf(id: number, file: string): Promise<string> {
  return readFile(`/proc/${id}/${file}`, "utf8").catch(() => "");
}
