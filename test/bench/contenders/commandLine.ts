import { type ChildProcess, spawn } from "node:child_process";
import { ProviderMemory } from "./memory";

export interface Run {
  ms: number;
  /** Peak memory of the provider process in bytes; undefined without /proc. */
  memory: number | undefined;
}

/** Runs the commands of one program in one folder, one at a time. */
export class CommandLine {
  private child: ChildProcess | undefined;

  constructor(
    private readonly program: string,
    private readonly folder: string,
    private readonly environment: NodeJS.ProcessEnv,
  ) {}

  /** @throws Error with the end of the output when the command fails. */
  async run(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<Run> {
    const started = performance.now();
    const child = spawn(this.program, [...args], {
      cwd: this.folder,
      env: { ...this.environment, ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.child = child;
    const memory = new ProviderMemory(child.pid ?? -1);
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => (output += text));
    try {
      const code = await new Promise((resolve, reject) => child.once("error", reject).once("close", resolve));
      const ms = performance.now() - started;
      if (code !== 0)
        throw new Error(
          `${this.program} ${args.join(" ")} ended with ${code} in ${this.folder}:\n${output.slice(-5_000)}`,
        );
      return { ms, memory: memory.stop() };
    } finally {
      memory.stop();
      this.child = undefined;
    }
  }

  /** Stops a running command like Ctrl-C. */
  stop(): void {
    this.child?.kill("SIGINT");
  }
}
