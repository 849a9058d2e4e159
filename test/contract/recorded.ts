import { readFileSync } from "node:fs";
import { join } from "node:path";
import { contractFolder } from "./folder";

export interface RecordedAnswer {
  status: number;
  /** Names as they were written. */
  headers: Record<string, string>;
  body: string;
}

/** A recorded answer of the real service. */
export function recordedAnswer(name: string): RecordedAnswer {
  const text = readFileSync(join(contractFolder, "recorded", `${name}.http`), "utf8");
  const end = /\r?\n\r?\n/.exec(text);
  if (!end) throw new Error(`${name}.http has no end of its headers`);
  const [statusLine = "", ...lines] = text.slice(0, end.index).split(/\r?\n/);
  return {
    status: Number(statusLine.split(" ")[1]),
    headers: Object.fromEntries(
      lines.map((line) => {
        const colon = line.indexOf(":");
        return [line.slice(0, colon), line.slice(colon + 1).trim()];
      }),
    ),
    body: text.slice(end.index + end[0].length),
  };
}

/** The body of a request that led to a recorded answer. */
export function recordedRequest(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(contractFolder, "requests", `${name}.json`), "utf8"));
}
