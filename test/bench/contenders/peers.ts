import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import type { LocalAtlas } from "../../../atlas-local";
import { repository } from "../../engine/support/consumer";
import type { Contender, Size } from "./contender";
import { PulumiContender } from "./pulumi";
import { TerraformContender } from "./terraform";

const plugin = "pulumi-resource-mongodbatlas";
const { version } = JSON.parse(
  readFileSync(join(repository, "node_modules", "@pulumi", "mongodbatlas", "package.json"), "utf8"),
) as { version: string };

/**
 * The contenders of `--peers` that are installed.
 *
 * @param onSkipped called with a line for each of the others.
 */
export async function createPeers(
  parent: string,
  atlas: LocalAtlas,
  size: Size,
  onSkipped: (line: string) => void,
): Promise<Contender[]> {
  const found: Contender[] = [];
  const folder = pluginFolder();
  if (folder) {
    const PATH = [folder, process.env.PATH].join(delimiter);
    const named = { version: `@pulumi/mongodbatlas ${version}`, environment: { PATH } };
    found.push(await PulumiContender.create("bridge", parent, atlas, size, named));
  } else {
    onSkipped(`bridge skipped: \`pulumi plugin install resource mongodbatlas ${version}\` installs it`);
  }
  try {
    found.push(await TerraformContender.create(parent, atlas, size));
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === "ENOENT";
    onSkipped(`terraform skipped: ${isMissing ? "it is not on the PATH" : (error as Error).message}`);
  }
  return found;
}

/** The folder of the bridge's plugin: on the PATH, or where Pulumi installs it. */
function pluginFolder(): string | undefined {
  const home = process.env.PULUMI_HOME ?? join(homedir(), ".pulumi");
  const installed = join(home, "plugins", `resource-mongodbatlas-v${version}`);
  const folders = [...(process.env.PATH ?? "").split(delimiter), installed];
  return folders.find((folder) => existsSync(join(folder, plugin)));
}
