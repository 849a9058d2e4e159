import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { startLocalAtlas } from "../../atlas-local";
import { consumerFolder } from "../engine/support/consumer";
import type { Way } from "./contenders/contender";
import { PulumiContender, prepareFixtures } from "./contenders/pulumi";
import type { Operation } from "./options";

/** `npm run bench -- big-stacks [N]`: what `--parallel`, several stacks and fewer checkpoints bring. */
const total = Number(process.argv[2] ?? 1_000);
const workspaces = 40;
const measured: readonly Operation[] = ["create", "destroy"];

interface Variant extends Way {
  label: string;
  stacks?: number;
}

const fewer = { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" };
const variants: readonly Variant[] = [
  { label: "PULUMI_SKIP_CHECKPOINTS", environment: fewer },
  { label: "4 stacks, one after another", stacks: 4 },
  { label: "one stack" },
  { label: "--parallel 64", args: ["--parallel", "64"] },
];

void main();

async function main(): Promise<void> {
  const atlas = await startLocalAtlas({ latencyMs: 50 });
  const folder = join(await consumerFolder(), "bench");
  try {
    await mkdir(folder, { recursive: true });
    await prepareFixtures(folder);
    for (const variant of variants) console.log(await measure(variant, folder, atlas));
  } finally {
    await atlas.close();
    await rm(folder, { recursive: true, force: true });
  }
}

type Atlas = Awaited<ReturnType<typeof startLocalAtlas>>;

async function measure(
  { label, stacks = 1, ...way }: Variant,
  folder: string,
  atlas: Atlas,
): Promise<string> {
  const size = { n: total / stacks, workspaces: workspaces / stacks };
  const sums = new Map<Operation, { ms: number; requests: number }>();
  for (let stack = 0; stack < stacks; stack++) {
    const project = `${label}-${stack}`.replace(/\W+/g, "-");
    const contender = await PulumiContender.create("ours", folder, atlas, size, { project });
    for (const operation of measured) {
      atlas.clearRequests();
      const { ms } = await contender.run(operation, way);
      const before = sums.get(operation) ?? { ms: 0, requests: 0 };
      sums.set(operation, { ms: before.ms + ms, requests: before.requests + atlas.requests.length });
    }
  }
  const cells = [...sums].map(
    ([name, { ms, requests }]) => `${name} ${(ms / 1000).toFixed(1)} s, ${requests} requests`,
  );
  return [label, ...cells].join(" | ");
}
