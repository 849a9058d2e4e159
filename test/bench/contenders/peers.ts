import { readFileSync } from "node:fs";
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
  const { findOnPath, pathLeadingTo } = await import("../../../tools/setup/executables.mjs");
  const path = process.env.PATH ?? "";
  const executable = findOnPath(plugin, [path, installedFolder()].join(delimiter));
  if (executable) {
    const PATH = pathLeadingTo(executable, path);
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

/** Where Pulumi installs the bridge's plugin. */
function installedFolder(): string {
  const home = process.env.PULUMI_HOME ?? join(homedir(), ".pulumi");
  return join(home, "plugins", `resource-mongodbatlas-v${version}`);
}
