import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { arch, platform, release } from "node:os";
import { version } from "../../atlas/version";

/** Maximum time for `pulumi version`. */
const timeoutMs = 10_000;

/** What is installed, for an issue. A part that is not found is named as such. */
export async function versions(): Promise<string[]> {
  return [
    `pulumi-atlas-streams ${version}`,
    `Node ${process.version}`,
    `Pulumi CLI ${(await cliVersion()) ?? "not found"}`,
    `@pulumi/pulumi ${sdkVersion() ?? "not found"}`,
    ...packageManager(),
    ["OS", platform(), arch(), plain(release()) ?? ""].join(" ").trim(),
  ];
}

function cliVersion(): Promise<string | undefined> {
  const options = { timeout: timeoutMs, env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" } };
  return new Promise((resolve) => {
    execFile("pulumi", ["version"], options, (error, stdout) => {
      resolve(error ? undefined : plain(stdout.trim()));
    }).stdin?.end();
  });
}

/** The version that programs in this folder load. */
function sdkVersion(): string | undefined {
  try {
    const paths = [process.cwd(), __dirname];
    const manifest = require.resolve("@pulumi/pulumi/package.json", { paths });
    return plain(String((JSON.parse(readFileSync(manifest, "utf8")) as { version?: unknown }).version));
  } catch {
    return undefined;
  }
}

/** npm, pnpm and others name themselves when they run a command. */
function packageManager(): string[] {
  const [, name, number] =
    /^(npm|pnpm|yarn|bun)\/([\w.+-]{1,40})/.exec(process.env.npm_config_user_agent ?? "") ?? [];
  return name ? [`${name} ${number}`] : [];
}

/** A text of a version, and nothing else. */
function plain(text: string): string | undefined {
  return /^[\w.+-]{1,60}$/.test(text) ? text : undefined;
}
