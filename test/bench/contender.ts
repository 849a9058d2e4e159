import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { LocalAtlas } from "../../atlas-local";
import { ProviderMemory } from "./memory";
import type { Operation, Options } from "./options";

/** The providers in the order of the table's columns, with the expression for their resource class. */
const contenders = {
  inline: `require("../inline").Connection`,
  small: `require("noop-small").Connection`,
  ours: `require("pulumi-atlas-streams").StreamConnection`,
} as const;
export type Name = keyof typeof contenders;
export const names = Object.keys(contenders) as Name[];

const commands: Record<Operation, readonly string[]> = {
  create: ["up", "--yes", "--skip-preview"],
  unchanged: ["up", "--yes", "--skip-preview", "--expect-no-changes"],
  preview: ["preview", "--expect-no-changes"],
  refresh: ["refresh", "--yes", "--skip-preview", "--expect-no-changes"],
  update: ["up", "--yes", "--skip-preview"],
  destroy: ["destroy", "--yes", "--skip-preview"],
};

/** How the CLI is run. */
export interface Way {
  args?: readonly string[];
  environment?: NodeJS.ProcessEnv;
}

export interface Run {
  ms: number;
  /** Peak memory of the provider process in bytes; undefined without /proc. */
  memory: number | undefined;
}

/** Copies the fixtures to the folder of the contenders' projects. The package is installed above it. */
export async function prepareFixtures(folder: string): Promise<void> {
  const fixtures = join(__dirname, "fixtures");
  for (const file of ["program.js", "inline.js"]) await cp(join(fixtures, file), join(folder, file));
  await cp(join(fixtures, "noop-small"), join(folder, "node_modules", "noop-small"), { recursive: true });
}

/** One provider with its own project and file backend. */
export class Contender {
  private child: ChildProcess | undefined;

  private constructor(
    readonly name: Name,
    private readonly folder: string,
    private readonly environment: NodeJS.ProcessEnv,
  ) {}

  /**
   * @param parent folder of the fixtures.
   * @param project folder of the project.
   */
  static async create(
    name: Name,
    parent: string,
    atlas: LocalAtlas,
    options: Pick<Options, "n" | "workspaces">,
    project: string = name,
  ): Promise<Contender> {
    const folder = join(parent, project);
    const backend = join(folder, "backend");
    await mkdir(backend, { recursive: true });
    const settings = { name: "bench", runtime: { name: "nodejs", options: { typescript: false } } };
    await writeFile(join(folder, "Pulumi.yaml"), JSON.stringify(settings));
    await writeFile(join(folder, "package.json"), JSON.stringify({ name: "bench", main: "index.js" }));
    await writeFile(join(folder, "index.js"), `require("../program")(${contenders[name]});\n`);
    const inherited = Object.entries(process.env).filter(([key]) => !/^(PULUMI|MONGODB)/i.test(key));
    const contender = new Contender(name, folder, {
      ...Object.fromEntries(inherited),
      PULUMI_BACKEND_URL: pathToFileURL(backend).href,
      PULUMI_CONFIG_PASSPHRASE: "bench",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_HOME: join(backend, "home"),
      BENCH_N: String(options.n),
      BENCH_WORKSPACES: String(options.workspaces),
      ...atlas.environment,
    });
    await contender.pulumi(["stack", "init", "bench"]);
    return contender;
  }

  async run(operation: Operation, { args = [], environment = {} }: Way = {}): Promise<Run> {
    const version = operation === "update" ? "latest" : "earliest";
    return this.pulumi([...commands[operation], "--stack", "bench", ...args], {
      BENCH_VERSION: version,
      ...environment,
    });
  }

  /** Records CPU profiles of the program and the provider; returns the files. */
  async profile(operation: Operation, folder: string): Promise<string[]> {
    const files = ["program", "provider"].map((kind) => join(folder, `${this.name}-${kind}.cpuprofile`));
    const NODE_OPTIONS = `--require ${join(__dirname, "fixtures", "profile.js")}`;
    await this.pulumi([...commands[operation], "--stack", "bench"], {
      BENCH_VERSION: "earliest",
      BENCH_PROFILE: folder,
      BENCH_PROFILE_NAME: this.name,
      NODE_OPTIONS,
    });
    return files.filter(existsSync);
  }

  /** Size of the state file, which the engine writes at every step. */
  async stateBytes(): Promise<number> {
    const file = join(this.folder, "backend", ".pulumi", "stacks", "bench", "bench.json");
    return (await readFile(file)).byteLength;
  }

  /** Stops a running CLI like Ctrl-C. */
  stop(): void {
    this.child?.kill("SIGINT");
  }

  private async pulumi(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<Run> {
    const started = performance.now();
    const child = spawn("pulumi", [...args, "--non-interactive", "--color", "never"], {
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
          `${this.name}: pulumi ${args.join(" ")} ended with ${code}:\n${output.slice(-5_000)}`,
        );
      return { ms, memory: memory.stop() };
    } finally {
      memory.stop();
      this.child = undefined;
    }
  }
}
