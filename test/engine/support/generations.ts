import { createHash } from "node:crypto";
import { secret } from "../../support/captured";
import { projectId, workspaceName } from "./project";

/** The expected state of one connection. */
interface Wanted {
  args: Record<string, unknown>;
  /** The fields as Atlas returns them, without write-only ones. */
  shown: Record<string, unknown>;
  /** The secrets as `LocalAtlas.secretsOf` returns them. */
  secrets: Record<string, string>;
}

/** The connections of one version of the program, by name. */
export type Generation = Readonly<Record<string, Wanted>>;

const privateLink = { type: "PRIVATE_LINK", connectionId: "6512bd43d9caa6e02c990b0a" };
const vpc = { type: "VPC" };

/**
 * The twelve connections of version `number` of a program. The `up` of the next version creates seven, two of which are
 * first PENDING, changes three, including their secrets, replaces two, and deletes seven.
 */
export function generation(number: number): Generation {
  const all: Record<string, Wanted> = {};
  for (let i = 0; i < 3; i++) all[`steady-${i}`] = kafka(number, i);
  for (let i = 0; i < 5; i++) all[`fresh-${number}-${i}`] = https(number, i);
  for (let i = 0; i < 2; i++) all[`slow-${number}-${i}`] = s3(privateLink);
  // Atlas cannot change networking, so the connection is replaced under the same name.
  for (let i = 0; i < 2; i++) all[`moving-${i}`] = s3((number + i) % 2 === 0 ? vpc : privateLink);
  return all;
}

/** The program that declares these connections. */
export function programOf(wanted: Generation): string {
  const all = Object.fromEntries(Object.entries(wanted).map(([name, { args }]) => [name, args]));
  return `
    for (const [name, args] of Object.entries(${JSON.stringify(all)}))
      new StreamConnection(name, { ...address, connectionName: name, ...args });
  `;
}

function kafka(number: number, i: number): Wanted {
  const password = secretText(`password-${number}-${i}`);
  const authentication = { mechanism: "PLAIN", username: `atlas-${number}` };
  const shown = {
    type: "Kafka",
    bootstrapServers: `broker-${number}.example.com:9092`,
    authentication,
    security: { protocol: "SASL_SSL" },
    config: { "auto.offset.reset": number % 2 === 0 ? "latest" : "earliest" },
  };
  return {
    args: { ...shown, authentication: { ...authentication, password } },
    shown,
    secrets: { "authentication.password": password },
  };
}

function https(number: number, i: number): Wanted {
  const Authorization = secretText(`token-${number}-${i}`);
  const args = { type: "Https", url: `https://example.com/${number}/${i}`, headers: { Authorization } };
  return { args, shown: args, secrets: {} };
}

function s3(access: object): Wanted {
  const aws = { roleArn: "arn:aws:iam::123456789012:role/atlas" };
  const args = { type: "S3", aws, networking: { access } };
  return { args, shown: args, secrets: {} };
}

/** Returns the same text for the same name, so that a generation is reproducible. No text is part of another. */
function secretText(name: string): string {
  return secret(
    `s3cr3t-${createHash("sha256").update(`${projectId}/${workspaceName}/${name}`).digest("hex")}`,
  );
}
