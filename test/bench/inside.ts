import { execFile } from "node:child_process";
import { cp } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { median } from "./statistics";

const run = promisify(execFile);
const calls = 1_000;
/** Processes that are started one after another; their times differ by a tenth. */
const starts = 11;

/** Times that a CLI run does not show, in milliseconds; medians of all starts. */
export interface Inside {
  /** Start of a provider process until the end of its first check, which sends no request. */
  start: { small: number; ours: number };
  /** One call; average of 1,000 in a new process. */
  check: number;
  diff: number;
  /** `require` of the package in a program that has loaded @pulumi/pulumi. */
  import: number;
}

const providers = {
  small: "noop-small/provider",
  ours: "pulumi-atlas-streams/dist/provider/lifecycle.js",
} as const;

/** @param folder contains the fixtures; the package is installed above it. */
export async function measureInside(folder: string): Promise<Inside> {
  const script = join(folder, "inside.js");
  await cp(join(__dirname, "fixtures", "inside.js"), script);
  const node = async (...args: string[]) => {
    const environment = {
      PATH: process.env.PATH ?? "",
      MONGODB_ATLAS_PUBLIC_KEY: "public",
      MONGODB_ATLAS_PRIVATE_KEY: "private",
    };
    const started = performance.now();
    const { stdout } = await run(process.execPath, args, { cwd: folder, env: environment });
    return { ms: performance.now() - started, stdout };
  };
  const all = { small: [] as number[], ours: [] as number[] };
  const per = { check: [] as number[], diff: [] as number[], import: [] as number[] };
  const importing = `
    require("@pulumi/pulumi");
    const started = performance.now();
    require("pulumi-atlas-streams");
    console.log(performance.now() - started);
  `;
  for (let start = 0; start < starts; start++) {
    for (const name of ["small", "ours"] as const)
      all[name].push((await node(script, providers[name], "0")).ms);
    const { check, diff } = JSON.parse((await node(script, providers.ours, String(calls))).stdout) as {
      check: number;
      diff: number;
    };
    per.check.push(check);
    per.diff.push(diff);
    per.import.push(Number((await node("-e", importing)).stdout));
  }
  return {
    start: { small: median(all.small), ours: median(all.ours) },
    check: median(per.check),
    diff: median(per.diff),
    import: median(per.import),
  };
}
