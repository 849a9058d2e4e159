import { type LocalAtlas, startLocalAtlas } from "../../atlas-local";
import { Project, projectId, workspaceName } from "../../test/engine/support/project";
import { secret } from "../../test/support/captured";

/** A run of the CLI, with its command and output. */
export interface Shown {
  command: string;
  output: string;
}

const aDayMs = 24 * 3_600_000;

/** A project in a temporary folder and a local Atlas. Runs the real CLI as the engine tests do. */
export class Stage {
  private constructor(
    readonly atlas: LocalAtlas,
    private readonly project: Project,
  ) {}

  /** @param secrets of the stack's configuration, by name. The output must never contain them. */
  static async set(program: string, secrets: Readonly<Record<string, string>>): Promise<Stage> {
    // The connections are a day old, so a refresh does not retry the 404 of a deleted one for 7 s.
    const workspaces = [{ projectId, workspaceName }];
    const atlas = await startLocalAtlas({ clock: () => Date.now() - aDayMs, workspaces });
    try {
      const project = await Project.create({ program, atlas, name: "shop", stack: "dev" });
      const stage = new Stage(atlas, project);
      for (const [name, value] of Object.entries(secrets)) await stage.configure(name, value);
      return stage;
    } catch (error) {
      await atlas.close();
      throw error;
    }
  }

  async configure(name: string, value: string): Promise<void> {
    await this.project.pulumi("config", "set", "--secret", name, secret(value));
  }

  async write(program: string): Promise<void> {
    await this.project.write(program);
  }

  /** Runs the CLI. `--yes` and `--skip-preview` are not shown in the command; they only avoid the prompt. */
  async show(args: readonly string[], fails = false): Promise<Shown> {
    const silent =
      args[0] === "preview" || args.includes("--preview-only") ? [] : ["--yes", "--skip-preview"];
    const output = fails
      ? await this.project.pulumiFails(...args, ...silent)
      : await this.project.pulumi(...args, ...silent);
    return { command: `pulumi ${args.join(" ")}`, output };
  }

  async close(): Promise<void> {
    await this.project.remove();
    await this.atlas.close();
  }
}
