import { duration } from "../setup/progress.mjs";

const TITLES = ["Node", "@pulumi/pulumi", "passed", "failed", "skipped", "time", ""];

/** One line for each combination, in Markdown, so that it can be copied into a report. */
export function table(results) {
  const lines = [TITLES, ...results.map(cells)];
  const widths = TITLES.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const pad = (line) => `| ${line.map((cell, column) => cell.padEnd(widths[column])).join(" | ")} |`;
  const [titles, ...rows] = lines.map(pad);
  return [titles, `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`, ...rows].join("\n");
}

function cells({ node, sdk, counts, code, milliseconds, problem }) {
  const numbers = counts ? [counts.passes, counts.failures, counts.pending].map(String) : ["-", "-", "-"];
  return [node, sdk, ...numbers, duration(milliseconds), problem ?? remark(code, counts)];
}

/** A mocha that broke down or was interrupted has left no counts. */
function remark(code, counts) {
  if (!counts) return "broken off";
  return code === 0 ? "ok" : "FAILED";
}
