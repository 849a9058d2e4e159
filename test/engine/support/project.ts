import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { LocalAtlas } from "../../../atlas-local";
import { capture, secret } from "../../support/captured";
import { projectId, workspaceName } from "../../support/examples";
import { filesIn } from "../../support/files";
import { type CliResult, CliRun } from "./cliRun";
import { consumerFolder } from "./consumer";

export { projectId, workspaceName };

/** A resource in an exported state; only the fields that tests use. */
export interface StateResource {
  urn: string;
  type: string;
  id?: string;
  inputs: Record<string, unknown>;
  outputs: Record<string, unknown>;
  initErrors?: string[];
  protect?: boolean;
  /** Replaced, but not deleted yet. */
  delete?: boolean;
}

/** An exported state; only the fields that tests use. */
export interface Deployment {
  resources?: StateResource[];
  /** Operations that the engine has started without recording their result. */
  pending_operations?: { type: string; resource: StateResource }[];
}

/** Options of a project. */
export interface StackOptions {
  /** The local Atlas whose credentials and base URL are in the environment. */
  atlas?: LocalAtlas;
  environment?: Readonly<Record<string, string>>;
  /** The stack's name, for tests that need two. */
  stack?: string;
  /** URL of the backend, to share one between projects. */
  backend?: string;
  /**
   * Disables the backend's `.attrs` files, for tests that kill the CLI. The CLI does not write them atomically, and an
   * empty one makes the state unreadable ("failed to load checkpoint: EOF") until it is deleted.
   */
  survivesKill?: boolean;
}

export interface ProjectOptions extends StackOptions {
  /** The program, in JavaScript. It can use `StreamConnection`, `StreamConnectionFailover`, `pulumi` and `address` (project and workspace). */
  program: string;
  /** Plain stack configuration. */
  config?: Readonly<Record<string, string>>;
  /** The folder above the project, for tests with another installation. */
  parent?: string;
  name?: string;
}

const prelude = `
const pulumi = require("@pulumi/pulumi");
const { StreamConnection, StreamConnectionFailover } = require("pulumi-atlas-streams");
const address = { projectId: "${projectId}", workspaceName: "${workspaceName}" };
`;

export const passphrase = "engine-tests";
const defaultStack = "test";

/** A Pulumi project with its own folder and file backend, run by the real CLI. */
export class Project {
  private constructor(
    readonly folder: string,
    readonly backend: string,
    readonly stack: string,
    private readonly environment: Record<string, string>,
  ) {}

  static async create(options: ProjectOptions): Promise<Project> {
    const parent = options.parent ?? (await consumerFolder());
    const folder = await mkdtemp(join(parent, "project-"));
    const name = options.name ?? "engine";
    const pulumiYaml = {
      name,
      runtime: { name: "nodejs", options: { typescript: false } },
      main: "index.js",
    };
    await writeFile(join(folder, "Pulumi.yaml"), JSON.stringify(pulumiYaml));
    await writeFile(join(folder, "package.json"), JSON.stringify({ name, main: "index.js" }));
    const config = Object.fromEntries(Object.entries(options.config ?? {}));
    await writeFile(join(folder, `Pulumi.${options.stack ?? defaultStack}.yaml`), JSON.stringify({ config }));
    await writeFile(join(folder, "index.js"), prelude + options.program);
    return Project.open(folder, options);
  }

  /** Creates a stack for the project that is already in the folder. */
  static async open(folder: string, options: StackOptions): Promise<Project> {
    const backend = options.backend ?? join(folder, "backend");
    const stack = options.stack ?? defaultStack;
    await mkdir(backend, { recursive: true });
    const project = new Project(folder, backend, stack, environmentFor(backend, options));
    await project.pulumi("stack", "init", stack);
    return project;
  }

  /** Replaces the program. */
  async write(program: string): Promise<void> {
    await writeFile(join(this.folder, "index.js"), prelude + program);
  }

  /** Runs the CLI, which must succeed; returns everything it printed. */
  async pulumi(...args: string[]): Promise<string> {
    const { code, output } = await this.run(args);
    assert.equal(code, 0, `pulumi ${args.join(" ")} ended with ${code}:\n${output}`);
    return output;
  }

  /** Runs the CLI, which must fail; returns everything it printed. */
  async pulumiFails(...args: string[]): Promise<string> {
    const { code, output } = await this.run(args);
    assert.notEqual(code, 0, `pulumi ${args.join(" ")} should have failed:\n${output}`);
    return output;
  }

  preview = (...args: string[]) => this.pulumi("preview", "--diff", ...args);
  up = (...args: string[]) => this.pulumi("up", "--yes", "--skip-preview", ...args);
  refresh = (...args: string[]) => this.pulumi("refresh", "--yes", "--skip-preview", ...args);
  destroy = (...args: string[]) => this.pulumi("destroy", "--yes", "--skip-preview", ...args);

  /** Asserts that neither Atlas nor the program differs from the state, in one run of the CLI. */
  unchanged = () => this.pulumi("preview", "--refresh", "--expect-no-changes");

  /** The stream connections in the state, by their name in the program. Secrets are encrypted in it. */
  async resources(): Promise<Record<string, StateResource>> {
    const { resources = [] } = await this.deployment();
    const connections = resources.filter(({ type }) => /:StreamConnection(Failover)?$/.test(type));
    return Object.fromEntries(
      connections.map((resource) => [resource.urn.split("::").at(-1) ?? "", resource]),
    );
  }

  /** The exported state. */
  async deployment(): Promise<Deployment> {
    const { deployment } = JSON.parse(await this.pulumi("stack", "export")) as { deployment: Deployment };
    return deployment;
  }

  /** Replaces the stack's state by an exported one with secrets in plain text. */
  async importState(state: string): Promise<void> {
    const file = join(this.folder, "import.json");
    await writeFile(file, state);
    await this.pulumi("stack", "import", "--file", file);
    await rm(file);
  }

  async remove(): Promise<void> {
    await captureFiles(this.backend);
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Runs a script with Node in the project's folder and the CLI's environment. */
  async node(script: string, ...args: string[]): Promise<CliResult> {
    const options = { cwd: this.folder, env: this.environment };
    return new Promise((resolve) => {
      execFile(process.execPath, [script, ...args], options, (error, stdout, stderr) => {
        const code = error ? Number(error.code) : 0;
        resolve({ code, output: capture(`node ${script} ${args.join(" ")}`, stdout + stderr) });
      });
    });
  }

  /** Starts the CLI in its own process group, for tests that interrupt it. */
  start(args: readonly string[], environment: Readonly<Record<string, string>> = {}): CliRun {
    return CliRun.start(this.withFlags(args), this.folder, { ...this.environment, ...environment }, true);
  }

  private run(args: string[]): Promise<CliResult> {
    return CliRun.start(this.withFlags(args), this.folder, this.environment).result;
  }

  private withFlags(args: readonly string[]): string[] {
    const flags = ["--non-interactive", "--color", "never", "--stack", this.stack];
    return args[0] === "stack" && args[1] === "init" ? [...args, ...flags.slice(0, 3)] : [...args, ...flags];
  }
}

/** State files, backups and history: all of them must be free of secrets. */
export async function captureFiles(folder: string): Promise<void> {
  for (const path of await filesIn(folder)) capture(path, await readFile(path, "utf8"));
}

/** The CLI's environment, without the Pulumi and Atlas settings of the person who runs the tests. */
export function environmentFor(
  backend: string,
  { atlas, environment, survivesKill }: StackOptions,
): Record<string, string> {
  if (atlas?.environment.MONGODB_ATLAS_PRIVATE_KEY) secret(atlas.environment.MONGODB_ATLAS_PRIVATE_KEY);
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(PULUMI|MONGODB|(HTTPS?|ALL|NO)_PROXY)/i.test(name),
  );
  return {
    ...(Object.fromEntries(inherited) as Record<string, string>),
    PULUMI_BACKEND_URL: pathToFileURL(backend).href + (survivesKill ? "?metadata=skip" : ""),
    PULUMI_CONFIG_PASSPHRASE: passphrase,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    // The CLI writes its other files here instead of the user's home folder.
    PULUMI_HOME: join(backend, "home"),
    ...atlas?.environment,
    ...environment,
  };
}
