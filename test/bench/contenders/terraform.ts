import { execFile } from "node:child_process";
import { cp, mkdir, readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { LocalAtlas } from "../../../atlas-local";
import type { Operation } from "../options";
import { CommandLine, type Run } from "./commandLine";
import { type Contender, cleanEnvironment, projectOf, type Size, versionFor, type Way } from "./contender";

const commands: Record<Operation, readonly string[]> = {
  create: ["apply", "-auto-approve"],
  unchanged: ["apply", "-auto-approve"],
  preview: ["plan", "-detailed-exitcode"],
  refresh: ["apply", "-refresh-only", "-auto-approve"],
  update: ["apply", "-auto-approve"],
  destroy: ["destroy", "-auto-approve"],
};
/** As many operations at the same time as Pulumi runs by default. */
const parallelism = `-parallelism=${4 * availableParallelism()}`;

/** Versions of Terraform and of the provider that `terraform init` chose. */
async function versionsIn(folder: string): Promise<string> {
  const { stdout } = await promisify(execFile)("terraform", ["version", "-json"], { cwd: folder });
  const versions = JSON.parse(stdout) as {
    terraform_version: string;
    provider_selections: Record<string, string>;
  };
  const [provider = "?"] = Object.values(versions.provider_selections);
  return `Terraform ${versions.terraform_version}, mongodb/mongodbatlas ${provider}`;
}

/** Terraform with MongoDB's provider, and the connections of `program.js`. */
export class TerraformContender implements Contender {
  readonly name = "terraform";

  private constructor(
    readonly version: string,
    private readonly folder: string,
    private readonly cli: CommandLine,
  ) {}

  /** @throws Error when `terraform init` fails, for example because neither the provider nor the internet is there. */
  static async create(parent: string, atlas: LocalAtlas, size: Size): Promise<TerraformContender> {
    const folder = join(parent, "terraform");
    await mkdir(folder);
    await cp(join(__dirname, "..", "fixtures", "main.tf"), join(folder, "main.tf"));
    const cli = new CommandLine(
      "terraform",
      folder,
      cleanEnvironment({
        CHECKPOINT_DISABLE: "true",
        TF_IN_AUTOMATION: "true",
        TF_VAR_project: projectOf("terraform"),
        TF_VAR_connections: String(size.n),
        TF_VAR_workspaces: String(size.workspaces),
        ...atlas.environment,
      }),
    );
    await cli.run(["init", "-no-color"]);
    return new TerraformContender(await versionsIn(folder), folder, cli);
  }

  run(operation: Operation, { args = [], environment = {} }: Way = {}): Promise<Run> {
    return this.cli.run([...commands[operation], "-no-color", parallelism, ...args], {
      TF_VAR_offset: versionFor(operation),
      ...environment,
    });
  }

  async stateBytes(): Promise<number> {
    return (await readFile(join(this.folder, "terraform.tfstate"))).byteLength;
  }

  stop(): void {
    this.cli.stop();
  }
}
