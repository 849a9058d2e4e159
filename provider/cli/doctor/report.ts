import type { Check } from "./checks";
import type { Findings } from "./findings";
import { type QuestionId, questions } from "./questions";

/** The beginning of the report. All of it is Markdown. */
export function head(versions: readonly string[]): string {
  return `## pulumi-atlas-streams doctor\n\n${versions.join(", ")}.\n`;
}

/** A check as an item of a list. */
export function checkLine({ name, result, text, cure }: Check): string {
  const line = `- ${result === "failed" ? "**failed**" : result}: ${name}: ${text}`;
  return cure === undefined ? line : `${line}\n  - Cure: ${cure}`;
}

/** The answers as a table. */
export function findingsText(findings: Findings): string {
  const rows = (Object.keys(questions) as QuestionId[]).map((id) => {
    const { ask, assumed } = questions[id];
    const finding = findings.of(id);
    const seen = finding ? cell(finding.seen) : "no answer";
    return `| ${ask} | ${assumed} | ${finding?.differs ? "**differs**: " : ""}${seen} |`;
  });
  const { answered, asked, differing } = findings.counts;
  return [
    "### What the server does",
    "",
    `${answered} of ${asked} questions have an answer. ${differing} of them ${differing === 1 ? "differs" : "differ"} from what this package assumes.`,
    "",
    "| question | this package assumes | the server |",
    "| --- | --- | --- |",
    ...rows,
  ].join("\n");
}

/** A text of the server as a cell: it must not end the cell, nor become a link or a tag. */
function cell(text: string): string {
  return text.replace(/[|<>`[\]*@#]/g, (character) => `\\${character}`);
}
