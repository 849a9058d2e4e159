/** The program of docs/previews.md. It is valid TypeScript and, for the projects of the engine tests, valid JavaScript. */
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

/** Lines of the program and their replacement. */
export interface Edit {
  from?: string;
  to?: string;
}

/** The program after an edit. Without `from`, the new lines are appended. */
export function edited(text: string, { from, to = "" }: Edit): string {
  if (from === undefined) return `${text}\n${to}`;
  if (text.split(from).length !== 2) throw new Error(`the program must contain exactly one ${from}`);
  return text.replace(from, () => to);
}

/** The edit as a diff. Unchanged lines at the start show its place. */
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
