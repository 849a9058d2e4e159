import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { startLocalAtlas } from "../../atlas-local";
import { CliRun } from "../../test/engine/support/cliRun";
import { consumerFolder, repository } from "../../test/engine/support/consumer";
import { environmentFor, Project } from "../../test/engine/support/project";
import { secret } from "../../test/support/captured";
import { typescriptBlocks } from "../readmeBlocks";

/** A command and its output, with the colour codes. */
export interface Recording {
  command: string;
  output: string;
}

const stack = "dev";

/** Runs commands on the README's first program, unchanged. */
export async function record(commands: readonly string[]): Promise<Recording[]> {
  const [program = ""] = typescriptBlocks(await readFile(join(repository, "README.md"), "utf8"));
  const folder = await mkdtemp(join(await consumerFolder(), "picture-"));
  await writeFile(join(folder, "Pulumi.yaml"), "name: shop\nruntime: nodejs\n");
  await writeFile(join(folder, "package.json"), JSON.stringify({ name: "shop", main: "index.ts" }));
  await writeFile(join(folder, "index.ts"), program);
  const atlas = await startLocalAtlas();
  try {
    const options = { atlas, stack, environment: { PULUMI_NODEJS_TRANSPILE_ONLY: "true" } };
    const project = await Project.open(folder, options);
    try {
      await project.pulumi("config", "set", "--secret", "kafkaPassword", secret("s3cr3t-picture-password"));
      const environment = environmentFor(project.backend, options);
      const recordings: Recording[] = [];
      for (const command of commands) {
        const args = [
          ...command.split(" ").slice(1),
          "--non-interactive",
          "--color",
          "always",
          "--stack",
          stack,
        ];
        const { code, output } = await CliRun.start(args, folder, environment).result;
        if (code !== 0) throw new Error(`${command}: exit code ${code}\n${output}`);
        recordings.push({ command, output });
      }
      return recordings;
    } finally {
      await project.remove();
    }
  } finally {
    await atlas.close();
  }
}
