import { existsSync } from "node:fs";
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { LocalAtlas } from "../../../atlas-local";
import type { Operation } from "../options";
import { CommandLine, type Run } from "./commandLine";
import {
  type Contender,
  cleanEnvironment,
  type Name,
  projectOf,
  type Size,
  versionFor,
  type Way,
} from "./contender";

/** The expressions for the resource classes. */
const classes = {
  inline: `require("../inline").Connection`,
  small: `require("noop-small").Connection`,
  ours: `require("pulumi-atlas-streams").StreamConnection`,
  bridge: `require("@pulumi/mongodbatlas").StreamConnection`,
} as const satisfies Partial<Record<Name, string>>;

const commands: Record<Operation, readonly string[]> = {
  create: ["up", "--yes", "--skip-preview"],
  unchanged: ["up", "--yes", "--skip-preview", "--expect-no-changes"],
  preview: ["preview", "--expect-no-changes"],
  refresh: ["refresh", "--yes", "--skip-preview", "--expect-no-changes"],
  update: ["up", "--yes", "--skip-preview"],
  destroy: ["destroy", "--yes", "--skip-preview"],
};
const always = ["--non-interactive", "--color", "never"];

const fixtures = join(__dirname, "..", "fixtures");

/** Copies the fixtures to the folder of the contenders' projects. The package is installed above it. */
export async function prepareFixtures(folder: string): Promise<void> {
  for (const file of ["program.js", "inline.js"]) await cp(join(fixtures, file), join(folder, file));
  await cp(join(fixtures, "noop-small"), join(folder, "node_modules", "noop-small"), { recursive: true });
}

interface Details {
  /** Folder of the project below the fixtures. Default: the contender's name. */
  project?: string;
  version?: string;
  environment?: NodeJS.ProcessEnv;
}

/** A Pulumi program with a file backend. */
export class PulumiContender implements Contender {
  private constructor(
    readonly name: keyof typeof classes,
    readonly version: string | undefined,
    private readonly backend: string,
    private readonly cli: CommandLine,
  ) {}

  /**
   * @param parent folder of the fixtures.
   */
  static async create(
    name: keyof typeof classes,
    parent: string,
    atlas: LocalAtlas,
    size: Size,
    { project = name, version, environment = {} }: Details = {},
  ): Promise<PulumiContender> {
    const folder = join(parent, project);
    const backend = join(folder, "backend");
    await mkdir(backend, { recursive: true });
    const settings = { name: "bench", runtime: { name: "nodejs", options: { typescript: false } } };
    await writeFile(join(folder, "Pulumi.yaml"), JSON.stringify(settings));
    await writeFile(join(folder, "package.json"), JSON.stringify({ name: "bench", main: "index.js" }));
    await writeFile(join(folder, "index.js"), `require("../program")(${classes[name]});\n`);
    const cli = new CommandLine(
      "pulumi",
      folder,
      cleanEnvironment({
        PULUMI_BACKEND_URL: pathToFileURL(backend).href,
        PULUMI_CONFIG_PASSPHRASE: "bench",
        PULUMI_SKIP_UPDATE_CHECK: "true",
        PULUMI_HOME: join(backend, "home"),
        BENCH_PROJECT: projectOf(name),
        BENCH_N: String(size.n),
        BENCH_WORKSPACES: String(size.workspaces),
        ...atlas.environment,
        ...environment,
      }),
    );
    await cli.run(["stack", "init", "bench", ...always]);
    return new PulumiContender(name, version, backend, cli);
  }

  run(operation: Operation, { args = [], environment = {} }: Way = {}): Promise<Run> {
    return this.cli.run([...commands[operation], "--stack", "bench", ...args, ...always], {
      BENCH_VERSION: versionFor(operation),
      ...environment,
    });
  }

  /** Records CPU profiles of the program and the provider; returns the files. */
  async profile(operation: Operation, folder: string): Promise<string[]> {
    const environment = {
      BENCH_PROFILE: folder,
      BENCH_PROFILE_NAME: this.name,
      NODE_OPTIONS: `--require ${join(fixtures, "profile.js")}`,
    };
    await this.run(operation, { environment });
    const files = ["program", "provider"].map((kind) => join(folder, `${this.name}-${kind}.cpuprofile`));
    return files.filter(existsSync);
  }

  /** The engine writes the state file at every step. */
  async stateBytes(): Promise<number> {
    const file = join(this.backend, ".pulumi", "stacks", "bench", "bench.json");
    return (await readFile(file)).byteLength;
  }

  stop(): void {
    this.cli.stop();
  }
}
