import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type LocalAtlas, startLocalAtlas } from "../../atlas-local";
import { consumerFolder } from "../engine/support/consumer";
import type { Way } from "./contenders/contender";
import { PulumiContender, prepareFixtures } from "./contenders/pulumi";
import type { Operation } from "./options";

/**
 * `npm run bench -- big-stacks [--n N] [--json FILE]`: what `--parallel`, several stacks and fewer checkpoints bring. The
 * default is 1,000 connections.
 */
const { values } = parseArgs({
  options: { n: { type: "string", default: "1000" }, json: { type: "string" } },
});
const total = Number(values.n);
const workspaces = 40;
const measured: readonly Operation[] = ["create", "destroy"];

interface Variant extends Way {
  label: string;
  stacks?: number;
}

const fewer = { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" };
const variants: readonly Variant[] = [
  { label: "one stack" },
  { label: "one stack, `--parallel 64`", args: ["--parallel", "64"] },
  { label: `4 stacks of ${total / 4}, one after another; the sum`, stacks: 4 },
  { label: "one stack, `PULUMI_SKIP_CHECKPOINTS`", environment: fewer },
];

/** The file that `--json` writes. */
export type BigStacks = readonly {
  label: string;
  operations: Partial<Record<Operation, { seconds: number; requests: number }>>;
}[];

void main();

async function main(): Promise<void> {
  // Without a limit, because the variants share a project and follow one another quickly.
  const atlas = await startLocalAtlas({ latencyMs: 50, rateLimit: { capacity: 1_000_000 } });
  const folder = join(await consumerFolder(), "bench");
  try {
    await mkdir(folder, { recursive: true });
    await prepareFixtures(folder);
    const measuredAll: BigStacks[number][] = [];
    for (const variant of variants) {
      const operations = await measure(variant, folder, atlas);
      console.log(variant.label, operations);
      measuredAll.push({ label: variant.label, operations });
    }
    if (values.json) await writeFile(values.json, `${JSON.stringify(measuredAll)}\n`);
  } finally {
    await atlas.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(
  { label, stacks = 1, ...way }: Variant,
  folder: string,
  atlas: LocalAtlas,
): Promise<BigStacks[number]["operations"]> {
  const size = { n: total / stacks, workspaces: workspaces / stacks };
  const sums: BigStacks[number]["operations"] = {};
  for (let stack = 0; stack < stacks; stack++) {
    const project = `${label}-${stack}`.replace(/\W+/g, "-");
    const contender = await PulumiContender.create("ours", folder, atlas, size, { project });
    for (const operation of measured) {
      atlas.clearRequests();
      const { ms } = await contender.run(operation, way);
      const { seconds = 0, requests = 0 } = sums[operation] ?? {};
      sums[operation] = {
        seconds: Math.round(seconds * 10 + ms / 100) / 10,
        requests: requests + atlas.requests.length,
      };
    }
  }
  return sums;
}
