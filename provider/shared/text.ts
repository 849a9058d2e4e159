/**
 * A text from outside as one line of bounded length, for a terminal: without control characters and characters that change
 * the direction of writing.
 */
export function oneLine(text: string, longest: number): string {
  const line = text.replace(/[\s\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, " ").trim();
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
}
