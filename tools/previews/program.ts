/** The program of docs/previews.md: plain enough to be TypeScript and, for the engine tests' kind of project, JavaScript. */
export const program = `const config = new pulumi.Config();

const orders = new StreamConnection("orders", {
  ...address,
  connectionName: "orders",
  type: "Kafka",
  bootstrapServers: "broker-1.example.com:9092",
  security: { protocol: "SASL_SSL" },
  authentication: {
    mechanism: "SCRAM-512",
    username: "atlas",
    password: config.requireSecret("kafkaPassword"),
  },
  config: { "auto.offset.reset": "earliest" },
});

const lake = new StreamConnection("lake", {
  ...address,
  connectionName: "lake",
  type: "S3",
  aws: { roleArn: "arn:aws:iam::123456789012:role/atlas" },
});
`;

/** Lines taken out of the program, and what comes in their place. */
export interface Edit {
  from?: string;
  to?: string;
}

/** The program after an edit; without `from`, the new lines come at its end. */
export function edited(text: string, { from, to = "" }: Edit): string {
  if (from === undefined) return `${text}\n${to}`;
  if (text.split(from).length !== 2) throw new Error(`the program has not exactly one ${from}`);
  return text.replace(from, () => to);
}

/** The edit as a reviewer sees it: lines that stay are there, to show the place. */
export function shownEdit({ from = "", to = "" }: Edit): string {
  const [before, after] = [linesOf(from), linesOf(to)];
  let same = 0;
  while (same < before.length && before[same] === after[same]) same++;
  const signed = (sign: string, lines: readonly string[]) => lines.map((line) => sign + line);
  return [
    ...signed(" ", before.slice(0, same)),
    ...signed("-", before.slice(same)),
    ...signed("+", after.slice(same)),
  ].join("\n");
}

function linesOf(text: string): string[] {
  return text === "" ? [] : text.replace(/\n$/, "").split("\n");
}
