import { readFileSync } from "node:fs";
import { join } from "node:path";
import { recordingsFolder } from "./folder";

export interface RecordedResponse {
  status: number;
  /** Header names in their original spelling. */
  headers: Record<string, string>;
  body: string;
}

/** A recorded response of the real service. */
export function recordedResponse(name: string): RecordedResponse {
  const text = read("recorded", `${name}.http`);
  const end = /\r?\n\r?\n/.exec(text);
  if (!end) throw new Error(`${name}.http has no empty line after the headers`);
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

/** The request body of a recorded response. */
export function recordedRequest(name: string): Record<string, unknown> {
  return JSON.parse(read("requests", `${name}.json`));
}

function read(...path: string[]): string {
  if (recordingsFolder === undefined) throw new Error("There are no recorded responses");
  return readFileSync(join(recordingsFolder, ...path), "utf8");
}
