import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { LocalAtlas } from "../../../atlas-local";
import { capture, secret } from "../../support/captured";
import { projectId, workspaceName } from "../../support/examples";
import { type CliResult, CliRun } from "./cliRun";
import { consumerFolder } from "./consumer";

export { projectId, workspaceName };

/** One resource in an exported state, as far as tests look at it. */
export interface StateResource {
  urn: string;
  type: string;
  id?: string;
  inputs: Record<string, unknown>;
  outputs: Record<string, unknown>;
  initErrors?: string[];
  protect?: boolean;
  /** A replacement has put another one in its place, but it is not deleted yet. */
  delete?: boolean;
}

/** An exported state, as far as tests look at it. */
export interface Deployment {
  resources?: StateResource[];
  /** What the engine has begun and not seen the end of. */
  pending_operations?: { type: string; resource: StateResource }[];
}

/** How a stack is driven. */
export interface StackOptions {
  /** The Atlas that credentials and base URL in the environment lead to. */
  atlas?: LocalAtlas;
  environment?: Readonly<Record<string, string>>;
  /** The stack's name, for tests that need two. */
  stack?: string;
  /** Where the state is kept, to share a backend between projects. */
  backend?: string;
  /**
   * The CLI may be killed: the backend then keeps no `.attrs` files. They are not written in one piece, and an empty
   * one makes the state unreadable ("failed to load checkpoint: EOF") until somebody deletes it.
   */
  mayBeKilled?: boolean;
}

export interface ProjectOptions extends StackOptions {
  /** The program, in JavaScript; `StreamConnection` and `pulumi` are there, and `address` holds project and workspace. */
  program: string;
  /** Plain stack configuration. */
  config?: Readonly<Record<string, string>>;
  /** The folder above the project, for tests of other kinds of installation. */
  parent?: string;
  name?: string;
}

const prelude = `
const pulumi = require("@pulumi/pulumi");
const { StreamConnection } = require("pulumi-atlas-streams");
const address = { projectId: "${projectId}", workspaceName: "${workspaceName}" };
`;

const passphrase = "engine-tests";
const defaultStack = "test";

/** A Pulumi project in a folder of its own, with a file backend of its own, driven by the real CLI. */
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

  /** Makes a stack of the project that this folder holds already. */
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

  /** The stream connections in the state, by their name in the program. Secrets are encrypted in it. */
  async resources(): Promise<Record<string, StateResource>> {
    const { resources = [] } = await this.deployment();
    const connections = resources.filter(({ type }) => type.endsWith(":StreamConnection"));
    return Object.fromEntries(
      connections.map((resource) => [resource.urn.split("::").at(-1) ?? "", resource]),
    );
  }

  /** The state as it is. */
  async deployment(): Promise<Deployment> {
    const { deployment } = JSON.parse(await this.pulumi("stack", "export")) as { deployment: Deployment };
    return deployment;
  }

  /** Puts an exported state, secrets in plain text, in the place of the stack's own. */
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

  /** Runs a script with Node in the project's folder, with the environment that the CLI has. */
  async node(script: string, ...args: string[]): Promise<CliResult> {
    const options = { cwd: this.folder, env: this.environment };
    return new Promise((resolve) => {
      execFile(process.execPath, [script, ...args], options, (error, stdout, stderr) => {
        const code = error ? Number(error.code) : 0;
        resolve({ code, output: capture(`node ${script} ${args.join(" ")}`, stdout + stderr) });
      });
    });
  }

  /** Starts the CLI in a process group of its own, for tests that do something to it while it runs. */
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
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile()) capture(path, await readFile(path, "utf8"));
  }
}

/** What the CLI sees: nothing of the Pulumi and Atlas settings of whoever runs the tests. */
export function environmentFor(
  backend: string,
  { atlas, environment, mayBeKilled }: StackOptions,
): Record<string, string> {
  if (atlas?.environment.MONGODB_ATLAS_PRIVATE_KEY) secret(atlas.environment.MONGODB_ATLAS_PRIVATE_KEY);
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(PULUMI|MONGODB|HTTPS?_PROXY|NO_PROXY)/i.test(name),
  );
  return {
    ...(Object.fromEntries(inherited) as Record<string, string>),
    PULUMI_BACKEND_URL: pathToFileURL(backend).href + (mayBeKilled ? "?metadata=skip" : ""),
    PULUMI_CONFIG_PASSPHRASE: passphrase,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    // What the CLI writes beside the backend stays out of the user's own folder.
    PULUMI_HOME: join(backend, "home"),
    ...atlas?.environment,
    ...environment,
  };
}
