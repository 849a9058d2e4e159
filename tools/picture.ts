import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { capture } from "../test/support/captured";
import { linesOf, type Piece } from "./picture/ansi";
import { type Recording, record } from "./picture/record";
import { svgOf } from "./picture/svg";

const path = join(__dirname, "..", "docs", "terminal.svg");

/** docs/terminal.svg: its current content, and the content that the README's first program generates. */
export async function terminalPicture(): Promise<{ current: string; wanted: string }> {
  return { current: readFileSync(path, "utf8"), wanted: await draw() };
}

async function draw(): Promise<string> {
  const recordings = await record(["pulumi preview --diff", "pulumi up --yes --skip-preview"]);
  const lines = recordings.flatMap(({ command, output }, index) => [
    ...(index > 0 ? [[]] : []),
    [{ text: `$ ${command}`, classes: "bold" }],
    ...shown(output),
  ]);
  const description = `${recordings.map(({ command }) => command).join(", then ")}: the README's first program on a local Atlas`;
  return capture("docs/terminal.svg", svgOf(lines, description));
}

/** Removes empty lines, and lines and times that differ from run to run. */
function shown(output: Recording["output"]): Piece[][] {
  const lines = linesOf(output.replace(/ \([\d.]+m?s\)/g, ""));
  const plain = (line: readonly Piece[]) => line.map(({ text }) => text).join("");
  return lines.filter((line) => plain(line).trim() !== "" && !/^(@ |Duration:)/.test(plain(line)));
}

/** `npm run docs:picture` */
async function main(): Promise<void> {
  writeFileSync(path, await draw());
}

if (require.main === module) void main();
