import { mkdir, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { type LocalAtlas, startLocalAtlas } from "../../atlas-local";
import { consumerFolder } from "../engine/support/consumer";
import { type Contender, own } from "./contenders/contender";
import { createPeers } from "./contenders/peers";
import { PulumiContender, prepareFixtures } from "./contenders/pulumi";
import { measureInside } from "./inside";
import { type Operation, type Options, operations, parseOptions, usage } from "./options";
import { picture } from "./picture";
import { timeByPackage } from "./profile";
import { type Figures, type Measured, table, toJson } from "./report";
import { countByKind } from "./requests";

void main();

async function main(): Promise<void> {
  try {
    const options = parseOptions(process.argv.slice(2));
    if (!options) {
      console.log(usage);
      return;
    }
    const all: Figures[] = [];
    for (const size of sizesOf(options)) {
      const { figures, profiles } = await measure({ ...options, ...size });
      console.log(`\n${table(figures)}\n`);
      for (const [file, lines] of profiles) console.log(`${file}\n${lines.join("\n")}\n`);
      all.push(figures);
      // Written after each size, because large ones take long.
      if (options.json) await writeFile(options.json, toJson(all));
    }
    if (options.picture) await writeFile(options.picture, picture(all));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

function sizesOf({ n, workspaces, series }: Options): Pick<Options, "n" | "workspaces">[] {
  if (series.length === 0) return [{ n, workspaces }];
  return series.map((size) => ({ n: size, workspaces: Math.min(50, Math.ceil(size / 10)) }));
}

interface Measurement {
  figures: Figures;
  /** CPU time by package, for each profile file. */
  profiles: [file: string, lines: string[]][];
}

async function measure(options: Options): Promise<Measurement> {
  const started = performance.now();
  const report = (line: string) =>
    console.log(`${((performance.now() - started) / 1000).toFixed(0).padStart(4)} s  ${line}`);
  report(`${options.n} connections, ${options.workspaces} workspaces, ${options.latency} ms, packing …`);
  const pendingMs = { PUBLIC: options.pending };
  const atlas = await startLocalAtlas({
    latencyMs: options.latency,
    rateLimit: options.rateLimit,
    pendingMs,
    deletingMs: pendingMs,
  });
  try {
    const folder = join(await consumerFolder(), "bench");
    await mkdir(folder, { recursive: true });
    await prepareFixtures(folder);
    return await allRounds(options, folder, atlas, report);
  } finally {
    await atlas.close();
  }
}

async function allRounds(
  options: Options,
  folder: string,
  atlas: LocalAtlas,
  report: (line: string) => void,
): Promise<Measurement> {
  const ownContenders: PulumiContender[] = [];
  for (const name of own) ownContenders.push(await PulumiContender.create(name, folder, atlas, options));
  const peers = options.peers ? await createPeers(folder, atlas, options, report) : [];
  const contenders: readonly Contender[] = [...ownContenders, ...peers];
  const stop = () => {
    for (const contender of contenders) contender.stop();
  };
  process.on("SIGINT", stop).on("SIGTERM", stop);

  const needed = new Set<Operation>([...options.only, "create", "destroy"]);
  const measured = new Map<Operation, Measured>();
  const stateBytes: Figures["stateBytes"] = {};
  for (let round = 0; round < options.rounds; round++) {
    for (const operation of operations.filter((name) => needed.has(name))) {
      const row: Measured = measured.get(operation) ?? { operation, runs: {}, requests: {} };
      measured.set(operation, row);
      // Alternates the contenders, so that a slow minute affects all, and rotates which one is first.
      const first = round % contenders.length;
      for (const contender of [...contenders.slice(first), ...contenders.slice(0, first)]) {
        const { name } = contender;
        atlas.clearRequests();
        const run = await contender.run(operation);
        row.runs[name] = [...(row.runs[name] ?? []), run];
        row.requests[name] = countByKind(atlas.requests);
        if (operation === "create") stateBytes[name] = await contender.stateBytes();
        report(
          `round ${round + 1} of ${options.rounds}, ${operation}, ${name}: ${(run.ms / 1000).toFixed(2)} s`,
        );
      }
    }
  }
  report("provider processes alone");
  const inside = await measureInside(folder);
  const profiles = options.profile ? await takeProfiles(ownContenders, options.profile, report) : [];
  await rm(folder, { recursive: true, force: true });
  const shown = operations.filter((name) => options.only.includes(name));
  const figures = {
    // The file may be published: without names of files.
    options: { ...options, json: undefined, picture: undefined, profile: undefined },
    names: contenders.map(({ name }) => name),
    versions: Object.fromEntries(peers.map(({ name, version }) => [name, version])),
    measured: shown.flatMap((name) => measured.get(name) ?? []),
    stateBytes,
    inside,
  };
  return { figures, profiles };
}

/** Profiles an `up` without changes, which sends no requests. */
async function takeProfiles(
  contenders: readonly PulumiContender[],
  folder: string,
  report: (line: string) => void,
): Promise<Measurement["profiles"]> {
  await mkdir(folder, { recursive: true });
  const profiles: Measurement["profiles"] = [];
  for (const contender of contenders.filter(({ name }) => name !== "inline")) {
    report(`profile of ${contender.name}`);
    await contender.run("create");
    for (const file of await contender.profile("unchanged", resolve(folder))) {
      const top = (await timeByPackage(file)).slice(0, 12);
      profiles.push([file, top.map(([owner, ms]) => `${ms.toFixed(0).padStart(6)} ms  ${owner}`)]);
    }
    await contender.run("destroy");
  }
  return profiles;
}
