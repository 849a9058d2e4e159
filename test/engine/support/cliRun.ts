import { type ChildProcess, spawn } from "node:child_process";
import { capture } from "../../support/captured";
import { providersOf } from "./processes";

/** Exit code and output of a CLI run. */
export interface CliResult {
  /** Null when a signal ended it. */
  code: number | null;
  output: string;
}

/** A run of the CLI. */
export class CliRun {
  readonly result: Promise<CliResult>;
  private output = "";

  private constructor(
    private readonly child: ChildProcess,
    source: string,
  ) {
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding("utf8").on("data", (text: string) => (this.output += text));
    this.result = new Promise<number | null>((resolve, reject) =>
      child.once("error", reject).once("close", resolve),
    ).then((code) => ({ code, output: capture(source, this.output) }));
  }

  /** @param detached starts the CLI in its own process group, like a terminal. Otherwise Ctrl-C for the tests also ends it. */
  static start(
    args: readonly string[],
    folder: string,
    environment: Record<string, string>,
    detached = false,
  ): CliRun {
    const child = spawn("pulumi", args, {
      cwd: folder,
      env: environment,
      stdio: ["ignore", "pipe", "pipe"],
      detached,
    });
    return new CliRun(child, `pulumi ${args.join(" ")}`);
  }

  private get id(): number {
    if (this.child.pid === undefined) throw new Error("the CLI did not start");
    return this.child.pid;
  }

  providers(): Promise<number[]> {
    return providersOf(this.id);
  }

  /** Sends SIGKILL only to the CLI. */
  kill(): void {
    process.kill(this.id, "SIGKILL");
  }

  /** Sends SIGKILL only to the provider's process. */
  async killProvider(): Promise<void> {
    const ids = await this.providers();
    if (ids.length === 0) throw new Error("the CLI runs no provider");
    for (const id of ids) process.kill(id, "SIGKILL");
  }

  /** Ctrl-C: sends SIGINT to the process group, so the run must be detached. */
  interrupt(): void {
    process.kill(-this.id, "SIGINT");
  }
}
