import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { SetupError } from "./error.mjs";
import { findOnPath } from "./executables.mjs";
import { withLock } from "./lock.mjs";
import { root } from "./paths.mjs";
import { findPulumi, MINIMUM, pulumiHome } from "./pulumi.mjs";
import { runStep } from "./run.mjs";

/** The CLI that the tests of this project ran with; the newest that the Go module proxies we know will serve. */
export const PULUMI_VERSION = "3.259.0";

const INSTALLER = "https://get.pulumi.com";

/** Puts the Pulumi CLI into the official place and returns its path. */
export function installPulumi(env) {
  const home = pulumiHome(env);
  return withLock(
    join(home, ".pulumi-atlas-streams.lock"),
    async () => {
      const installedMeanwhile = findPulumi(env);
      if (installedMeanwhile) return installedMeanwhile;
      await fill(home, env);
      const cli = findPulumi(env);
      if (cli) return cli;
      throw new SetupError(
        `The Pulumi CLI was installed into ${join(home, "bin")}, but does not run from there.`,
      );
    },
    "Set PULUMI_HOME to a folder that you may write into.",
  );
}

/**
 * Everything is made in a folder of its own beside bin/ and then moved: an interrupted installation leaves nothing,
 * and a CLI that is running meanwhile is not disturbed.
 */
async function fill(home, env) {
  const fresh = join(home, ".installing");
  const bin = join(home, "bin");
  const discard = () => rmSync(fresh, { recursive: true, force: true });
  discard(); // what a killed installation left
  if (existsSync(join(bin, "pulumi"))) {
    console.error(`The Pulumi CLI in ${bin} is incomplete or older than ${MINIMUM} and will be replaced.`);
  }
  try {
    mkdirSync(fresh);
    await runFirstThatWorks([runOfficialInstaller, buildWithGo], fresh, env);
    mkdirSync(bin, { recursive: true });
    for (const name of readdirSync(join(fresh, "bin"))) renameSync(join(fresh, "bin", name), join(bin, name));
  } finally {
    discard();
  }
}

async function runFirstThatWorks(ways, folder, env) {
  const failures = [];
  for (const way of ways) {
    try {
      return await way(folder, env);
    } catch (error) {
      if (!(error instanceof SetupError)) throw error;
      failures.push(error.message);
    }
  }
  throw new SetupError(
    [
      "There is no Pulumi CLI, and it could not be installed. What was tried:",
      ...failures,
      "Any of these helps: install Pulumi yourself (https://www.pulumi.com/docs/install) so that `pulumi` is on PATH;" +
        " let this machine reach get.pulumi.com; or install Go 1.25 or newer (https://go.dev/dl).",
    ].join("\n\n"),
  );
}

async function runOfficialInstaller(folder, env) {
  const script = join(folder, "install.sh");
  await runStep(
    "Downloading Pulumi's installer",
    "curl",
    ["-fsSL", "--connect-timeout", "10", "--max-time", "60", "-o", script, INSTALLER],
    { env, advice: `${INSTALLER} has to be reachable for that.` },
  );
  await runStep(
    `Installing the Pulumi CLI ${PULUMI_VERSION}`,
    "sh",
    [script, "--version", PULUMI_VERSION, "--install-root", folder, "--no-edit-path"],
    { env, advice: "Pulumi's installer downloads from get.pulumi.com and github.com." },
  );
}

/** The way without Pulumi's own hosts: from the Go module proxy, versions and checksums as committed in tools/. */
async function buildWithGo(folder, env) {
  const go = findOnPath("go", env.PATH);
  if (!go) throw new SetupError("Building it with Go: there is no `go` on PATH.");
  const build = (label, module, args) =>
    runStep(label, go, ["build", "-v", "-mod=readonly", "-buildvcs=false", ...args], {
      cwd: join(root, "tools", module),
      // cgo would ask for a C compiler, a go.work above this checkout would hide our versions.
      env: { ...env, CGO_ENABLED: "0", GOWORK: "off" },
      advice:
        "This needs Go 1.25 or newer, a Go module proxy (`go env GOPROXY`) and 4 GB for Go's caches (`go env GOPATH GOCACHE`).",
    });
  const bin = join(folder, "bin", "/");
  mkdirSync(bin);
  const setVersion = `-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${PULUMI_VERSION}`;
  await build(`Building the Pulumi CLI ${PULUMI_VERSION} with Go, 3 to 5 minutes, only once`, "pulumi-cli", [
    `-ldflags=-s -w ${setVersion}`,
    `-o=${bin}`,
    "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
  ]);
  await build("Building Pulumi's Node.js language host", "pulumi-language-nodejs", [
    "-ldflags=-s -w",
    `-o=${bin}`,
    "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
  ]);
  // A shell script that comes with the SDK. Beside the CLI as in the official archive, and not on PATH in node_modules,
  // because the engine then warns about it in every preview.
  const script = "pulumi-resource-pulumi-nodejs";
  copyFileSync(join(root, "node_modules", "@pulumi", "pulumi", script), join(bin, script));
}
