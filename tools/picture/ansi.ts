/** A part of a line with one style. */
export interface Piece {
  text: string;
  /** CSS classes of the style, separated by spaces. */
  classes: string;
}

/** The colours that Pulumi's CLI uses, by their numbers in the terminal's palette of 256. */
const colours: Readonly<Record<string, string>> = {
  1: "red",
  2: "green",
  3: "yellow",
  4: "blue",
  5: "magenta",
  6: "cyan",
  9: "red",
  12: "blue",
  13: "magenta",
};

const codeStart = "\u001b[";

/** Splits a terminal's output into lines, and each line into pieces. */
export function linesOf(output: string): Piece[][] {
  let colour = "";
  let bold = false;
  return output.split("\n").map((line) => {
    const pieces: Piece[] = [];
    const [before = "", ...rest] = line.trimEnd().split(codeStart);
    const style = () => [colour, bold ? "bold" : ""].filter(Boolean).join(" ");
    add(pieces, before, style());
    for (const part of rest) {
      const [, code = "", text = ""] = /^([\d;]*)m(.*)$/.exec(part) ?? [];
      if (code === "0" || code === "") [colour, bold] = ["", false];
      else if (code === "1") bold = true;
      else colour = colourOf(code);
      add(pieces, text, style());
    }
    return pieces;
  });
}

function colourOf(code: string): string {
  const name = colours[/^38;5;(\d+)$/.exec(code)?.[1] ?? ""];
  if (!name) throw new Error(`no colour is defined for the terminal code ${code}`);
  return name;
}

function add(pieces: Piece[], text: string, classes: string): void {
  if (text === "") return;
  const last = pieces.at(-1);
  if (last?.classes === classes) last.text += text;
  else pieces.push({ text, classes });
}
