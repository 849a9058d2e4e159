/**
 * A text from outside as one line of bounded length, for a terminal: without control characters, and without characters that
 * are invisible or change the direction of writing.
 */
export function oneLine(text: string, longest: number): string {
  const line = text.replace(/[\s\p{C}]+/gu, " ").trim();
  if (line.length <= longest) return line;
  // Not between the halves of a surrogate pair.
  return `${line.slice(0, longest).replace(/[\ud800-\udbff]$/, "")}…`;
}
