/** How the server writes a value that was sent to it. Never shows the value. */
export function spellingOf(sent: string, shown: unknown): string {
  if (shown === undefined || shown === null) return "left out";
  if (typeof shown !== "string") return "another kind of value";
  if (shown === sent) return asSent;
  const change = changes.find(({ apply }) => apply(sent) === shown);
  return change?.text ?? "another spelling";
}

export const asSent = "as sent";

const unixLines = (text: string) => text.replaceAll("\r\n", "\n");

/** Known ways to rewrite a value, the smallest change first. */
const changes: readonly { text: string; apply(sent: string): string }[] = [
  { text: "with a slash at its end", apply: (sent) => `${sent}/` },
  { text: "without the slash at its end", apply: (sent) => sent.replace(/\/$/, "") },
  { text: "without spaces", apply: (sent) => sent.replaceAll(" ", "") },
  { text: "in lower case", apply: (sent) => sent.toLowerCase() },
  { text: "in lower case, with a slash at its end", apply: (sent) => `${sent.toLowerCase()}/` },
  { text: "with a lower-case host", apply: lowerCaseHost },
  { text: "without spaces, in lower case", apply: (sent) => sent.replaceAll(" ", "").toLowerCase() },
  { text: "with \\n as line ends", apply: unixLines },
  { text: "without the line end at its end", apply: (sent) => sent.trimEnd() },
  { text: "with \\n as line ends, and none at its end", apply: (sent) => unixLines(sent).trimEnd() },
  { text: "with \\n as line ends, and one at its end", apply: (sent) => `${unixLines(sent).trimEnd()}\n` },
  { text: "on one line", apply: (sent) => sent.replace(/\s*\n/g, "") },
];

function lowerCaseHost(text: string): string {
  return text.replace(/^(https?:\/\/[^/]*)/i, (host) => host.toLowerCase());
}
