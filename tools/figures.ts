import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { BigStacks } from "../test/bench/bigStacks";
import type { Figures, Report } from "../test/bench/report";
import * as tables from "./figures/tables";
import { documentWith, writeDocument } from "./tables";

type Documents = Record<string, ReturnType<typeof documentWith>>;

/** The documents with what `npm run bench` measured: their current content, and the content with new tables. */
export function documentsWithFigures(): Documents {
  const [main, report] = measuredIn("200.json");
  const [waiting, waitingReport] = measuredIn("waiting.json");
  const [smallest, { figures: series }] = measuredIn("series.json");
  const bigStacks = contentOf("big-stacks.json") as BigStacks;
  return {
    "README.md": documentWith("README.md", "figures.ts", { comparison: tables.bridgeTable(main) }),
    "docs/performance.md": documentWith("docs/performance.md", "figures.ts", {
      conditions: tables.conditions(report, main),
      peers: tables.peerTable(main),
      idle: tables.idleTable(main),
      details: tables.detailTable(main, series.at(-1) ?? smallest),
      series: tables.seriesTable(series),
      "waiting conditions": tables.conditions(waitingReport, waiting),
      waiting: tables.waitTable(waiting),
    }),
    "docs/big-stacks.md": documentWith("docs/big-stacks.md", "figures.ts", {
      ways: tables.bigStackTable(bigStacks),
    }),
  };
}

function measuredIn(file: string): [first: Figures, report: Report] {
  const report = contentOf(file) as Report;
  const [first] = report.figures;
  if (!first) throw new Error(`docs/figures/${file} has no figures.`);
  return [first, report];
}

function contentOf(file: string): unknown {
  return JSON.parse(readFileSync(join(__dirname, "..", "docs", "figures", file), "utf8"));
}

/** `npm run docs:figures` writes them. */
if (require.main === module)
  for (const [file, { wanted }] of Object.entries(documentsWithFigures())) writeDocument(file, wanted);
