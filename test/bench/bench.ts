import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type LocalAtlas, startLocalAtlas } from "../../atlas-local";
import { consumerFolder, removeConsumer } from "../engine/support/consumer";
import { Contender, type Name, names, prepareFixtures } from "./contender";
import { type Operation, type Options, operations, parseOptions, usage } from "./options";
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
    const figures = await measure(options);
    console.log(`\n${table(figures)}`);
    if (options.json) await writeFile(options.json, toJson(figures));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

async function measure(options: Options): Promise<Figures> {
  const started = performance.now();
  const report = (line: string) =>
    console.log(`${((performance.now() - started) / 1000).toFixed(0).padStart(4)} s  ${line}`);
  report(`${options.n} connections, ${options.workspaces} workspaces, ${options.latency} ms, packing …`);
  const atlas = await startLocalAtlas({ latencyMs: options.latency });
  try {
    const folder = join(await consumerFolder(), "bench");
    await mkdir(folder);
    await prepareFixtures(folder);
    return await allRounds(options, folder, atlas, report);
  } finally {
    await atlas.close();
    await removeConsumer();
  }
}

async function allRounds(
  options: Options,
  folder: string,
  atlas: LocalAtlas,
  report: (line: string) => void,
): Promise<Figures> {
  const all = {} as Record<Name, Contender>;
  for (const name of names) all[name] = await Contender.create(name, folder, atlas, options);
  const stop = () => {
    for (const name of names) all[name].stop();
  };
  process.on("SIGINT", stop).on("SIGTERM", stop);

  const needed = new Set<Operation>([...options.only, "create", "destroy"]);
  const measured = new Map<Operation, Measured>();
  const stateBytes = {} as Figures["stateBytes"];
  for (let round = 0; round < options.rounds; round++) {
    for (const operation of operations.filter((name) => needed.has(name))) {
      const row = measured.get(operation) ?? newRow(operation);
      measured.set(operation, row);
      // Rotated, so that nobody always comes first; in alternation, so that a slow minute is slow for all.
      for (const name of [...names.slice(round % names.length), ...names.slice(0, round % names.length)]) {
        atlas.clearRequests();
        const run = await all[name].run(operation);
        row.runs[name].push(run);
        if (name === "ours") row.requests = countByKind(atlas.requests);
        if (operation === "create") stateBytes[name] = await all[name].stateBytes();
        report(
          `round ${round + 1} of ${options.rounds}, ${operation}, ${name}: ${(run.ms / 1000).toFixed(2)} s`,
        );
      }
    }
  }
  await rm(folder, { recursive: true, force: true });
  const shown = operations.filter((name) => options.only.includes(name));
  return { options, measured: shown.flatMap((name) => measured.get(name) ?? []), stateBytes };
}

function newRow(operation: Operation): Measured {
  return { operation, runs: { inline: [], small: [], ours: [] }, requests: countByKind([]) };
}
