import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

interface Process {
  id: number;
  parent: number;
  command: string;
}

async function processes(): Promise<Process[]> {
  const { stdout } = await run("ps", ["-A", "-o", "pid=,ppid=,args="], { maxBuffer: 64 * 2 ** 20 });
  return stdout.split("\n").flatMap((line) => {
    const [, id, parent, command = ""] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return id ? [{ id: Number(id), parent: Number(parent), command }] : [];
  });
}

/** The ids of the provider processes below a process. They are not its children, because the CLI starts them through a shell. */
export async function providersOf(ancestor: number): Promise<number[]> {
  const all = await processes();
  const below = new Set([ancestor]);
  // Ids may wrap around, so a child may be listed before its parent.
  for (let size = 0; size !== below.size; ) {
    size = below.size;
    for (const { id, parent } of all) if (below.has(parent)) below.add(id);
  }
  return all
    .filter(({ id, command }) => below.has(id) && command.includes("dynamic-provider"))
    .map(({ id }) => id);
}

/** Whether a process is running; false for a zombie. */
export async function isAlive(id: number): Promise<boolean> {
  const found = (await processes()).find((process) => process.id === id);
  return found !== undefined && !found.command.includes("<defunct>");
}
