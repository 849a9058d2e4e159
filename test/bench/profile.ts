import { readFile } from "node:fs/promises";

/** The used fields of a CPU profile. */
interface CpuProfile {
  nodes: { id: number; callFrame: { functionName: string; url: string } }[];
  samples: number[];
  timeDeltas: number[];
}

/** Milliseconds by package, in descending order. Names such as `(idle)` come from Node. */
export async function timeByPackage(file: string): Promise<[name: string, ms: number][]> {
  const { nodes, samples, timeDeltas } = JSON.parse(await readFile(file, "utf8")) as CpuProfile;
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const totals = new Map<string, number>();
  for (const [index, id] of samples.entries()) {
    const frame = frames.get(id);
    if (!frame) continue;
    const name = ownerOf(frame.functionName, frame.url);
    totals.set(name, (totals.get(name) ?? 0) + (timeDeltas[index] ?? 0) / 1_000);
  }
  return [...totals].sort(([, one], [, other]) => other - one);
}

function ownerOf(functionName: string, url: string): string {
  if (functionName.startsWith("(")) return functionName;
  if (url.startsWith("node:")) return "Node";
  const [, name] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url) ?? [];
  return name ?? (url ? "the program" : "native code");
}
