/** A resource in the output of `--diff`, with the provider's log lines about it. */
interface Block {
  name: string;
  lines: string[];
}

const header = /pulumi:pulumi:Stack: \(/;
const blockStart = /^ {4}\S.*pulumi-nodejs:dynamic\//;
/** A log line of a hook. The engine prints it shortly before or after its resource. */
const remark = /^(?:connection (\S+)|workspace \S+|project \S+|Atlas) /;

/**
 * Makes output of the CLI reproducible: removes times and ids, sorts resources by name, and puts the provider's log
 * lines directly above their resource.
 *
 * @param known ids from the program, which stay.
 */
export function normalized(output: string, known: ReadonlySet<string>): string {
  const lines = output
    .replace(/\b[0-9a-f]{24}\b/g, (id) => (known.has(id) ? id : "<id>"))
    .split("\n")
    .map((line) => line.trimEnd())
    .filter((line) => !line.startsWith("@ ") && !line.startsWith("Duration: "));
  const stable: string[] = [];
  for (const phase of phasesOf(lines)) stable.push(...inOrder(phase));
  return stable
    .join("\n")
    .replace(/\n{2,}/g, "\n")
    .trim();
}

/** `--refresh` shows the stack twice: first the refresh, then the changes of the program. */
function phasesOf(lines: readonly string[]): string[][] {
  const phases: string[][] = [[]];
  for (const line of lines) {
    if (header.test(line)) phases.push([]);
    phases.at(-1)?.push(line);
  }
  return phases;
}

function inOrder(lines: readonly string[]): string[] {
  const before: string[] = [];
  const blocks: Block[] = [];
  const remarks: string[] = [];
  const after: string[] = [];
  for (const line of lines) {
    const block = blocks.at(-1);
    if (remark.test(line)) remarks.push(line);
    else if (blockStart.test(line)) blocks.push({ name: "", lines: [line] });
    else if (/^\S/.test(line) && (line !== lines[0] || !block)) (block ? after : before).push(line);
    else if (after.length > 0) after.push(line);
    else if (block) {
      block.name ||= /^ *\[urn=.*::(.*)\]$/.exec(line)?.[1] ?? "";
      block.lines.push(line);
    } else before.push(line);
  }
  const subjects = remarks.map((line) => subjectOf(line, blocks));
  const unmatched = remarks.filter((_, index) => subjects[index] === undefined);
  for (const block of blocks) block.lines.unshift(...remarks.filter((_, index) => subjects[index] === block));
  const sorted = [...blocks].sort((one, other) => (one.name < other.name ? -1 : 1));
  return [...before, ...unmatched, ...sorted.flatMap(({ lines }) => lines), ...after];
}

/** The resource of a log line: the new one that has the connection's name, otherwise the one that is called like it. */
function subjectOf(line: string, blocks: readonly Block[]): Block | undefined {
  const [, connection] = remark.exec(line) ?? [];
  const isNew = ({ lines: [first = ""] }: Block) => first.startsWith("    + ");
  const hasName = ({ lines }: Block) =>
    lines.some((line) => /connectionName *: "(.*)"$/.exec(line)?.[1] === connection);
  return (
    blocks.find((block) => isNew(block) && hasName(block)) ?? blocks.find(({ name }) => name === connection)
  );
}
