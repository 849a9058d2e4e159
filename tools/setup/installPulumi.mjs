import { copyFileSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { SetupError } from "./error.mjs";
import { withLock } from "./lock.mjs";
import { root } from "./paths.mjs";
import { findPulumi, pulumiHome } from "./pulumi.mjs";
import { runStep } from "./run.mjs";

/** The version that this project is tested with: the newest that all Go module proxies we know of serve. */
export const PULUMI_VERSION = "3.259.0";

const INSTALLER = "https://get.pulumi.com";

/**
 * Installs the Pulumi CLI where Pulumi's own installer would put it.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns the path of the CLI
 */
export function installPulumi(env) {
  const home = pulumiHome(env);
  return withLock(
    join(home, ".pulumi-atlas-streams.lock"),
    async () => {
      // Another set-up may have installed it while this one waited for the lock.
      if (!findPulumi(env)) await installInto(home, env);
      const cli = findPulumi(env);
      if (cli) return cli;
      throw new SetupError(
        `The Pulumi CLI was installed into ${join(home, "bin")}, but it does not run there.`,
      );
    },
    "Set PULUMI_HOME to a folder that you may write into.",
  );
}

/**
 * Installs into a folder next to bin/ and then moves the files. An interrupted installation therefore changes nothing,
 * and a CLI that is running is not disturbed.
 *
 * @param {string} home
 * @param {NodeJS.ProcessEnv} env
 */
async function installInto(home, env) {
  const fresh = join(home, ".installing");
  const freshBin = join(fresh, "bin");
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(freshBin, { recursive: true });
  try {
    await runOfficialInstaller(fresh, env);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(`\n${error.message}\n\nGo can build the CLI instead.`);
    await buildWithGo(freshBin, env);
  }
  const bin = join(home, "bin");
  mkdirSync(bin, { recursive: true });
  for (const name of readdirSync(freshBin)) renameSync(join(freshBin, name), join(bin, name));
  rmSync(fresh, { recursive: true, force: true });
}

/**
 * @param {string} folder
 * @param {NodeJS.ProcessEnv} env
 */
async function runOfficialInstaller(folder, env) {
  const script = join(folder, "install.sh");
  await runStep(
    "Downloading Pulumi's installer",
    "curl",
    ["-fsSL", "--connect-timeout", "10", "--max-time", "60", "-o", script, INSTALLER],
    { env, advice: `This needs access to ${INSTALLER}.` },
  );
  await runStep(
    `Installing the Pulumi CLI ${PULUMI_VERSION}`,
    "sh",
    [script, "--version", PULUMI_VERSION, "--install-root", folder, "--no-edit-path"],
    { env, advice: "This needs access to get.pulumi.com and github.com." },
  );
}

/**
 * Builds the CLI from the Go module proxy, for machines that cannot reach Pulumi's hosts. tools/ has the versions and
 * checksums of all modules.
 *
 * @param {string} bin
 * @param {NodeJS.ProcessEnv} env
 */
async function buildWithGo(bin, env) {
  /** @type {(label: string, module: string, args: string[]) => Promise<void>} */
  const goBuild = (label, module, args) =>
    runStep(label, "go", ["build", "-mod=readonly", "-buildvcs=false", `-o=${bin}/`, ...args], {
      cwd: join(root, "tools", module),
      // With cgo, Go would need a C compiler. A go.work above this checkout would replace our versions.
      env: { ...env, CGO_ENABLED: "0", GOWORK: "off" },
      advice:
        "This needs Go 1.25 or newer (https://go.dev/dl), a Go module proxy (`go env GOPROXY`) and 4 GB for Go's caches.\n" +
        "You can also install Pulumi yourself (https://www.pulumi.com/docs/install), so that `pulumi` is on PATH.",
    });
  const version = `-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${PULUMI_VERSION}`;
  await goBuild(
    `Building the Pulumi CLI ${PULUMI_VERSION} with Go, 3 to 5 minutes, only once`,
    "pulumi-cli",
    [`-ldflags=-s -w ${version}`, "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"],
  );
  await goBuild("Building Pulumi's language host for Node", "pulumi-language-nodejs", [
    "-ldflags=-s -w",
    "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
  ]);
  // The SDK has this script. Pulumi's archive has it next to the CLI, and warns if it is on PATH in node_modules.
  const script = "pulumi-resource-pulumi-nodejs";
  copyFileSync(join(root, "node_modules", "@pulumi", "pulumi", script), join(bin, script));
}
