import assert from "node:assert/strict";
import { validate } from "../../provider/connections/validate";
import type { JsonObject } from "../../provider/shared/json";
import { examples } from "../support/examples";

const bytes = 5_000_000;
/** Maximum CPU time. Linear rules need a tenth of it; a rule that backtracks would need minutes. */
const limitMs = 3_000;

function filled(text: string): string {
  return text.repeat(Math.ceil(bytes / text.length));
}

const kafka = (part: JsonObject) => ({ ...examples.Kafka.minimal, ...part });
const certificate = (text: string) => kafka({ security: { protocol: "SSL", brokerPublicCertificate: text } });

describe("a text of 5 MB", () => {
  const table: Record<string, JsonObject> = {
    "a broker without a port": kafka({ bootstrapServers: filled("x") }),
    "brokers of commas only": kafka({ bootstrapServers: filled(",") }),
    "many valid brokers": kafka({ bootstrapServers: `${filled("a:1,")}a:1` }),
    "a certificate of dashes": certificate(filled("-")),
    "a certificate with many beginnings and no end": certificate(filled("-----BEGIN A-----")),
    "a certificate with a label that never ends": certificate(`-----BEGIN ${filled("A")}`),
    "a certificate with incomplete END lines": certificate(`-----BEGIN A-----${filled("-----END A")}`),
    "a URL": { ...examples.Https.minimal, url: `https://a/${filled("https://")}` },
    "a header": { ...examples.Https.minimal, headers: { a: filled("x") } },
    "a role": { ...examples.S3.minimal, aws: { roleArn: `arn:aws${filled("-")}` } },
    "a service account": { ...examples.GCPPubSub.minimal, gcp: { serviceAccountId: filled("a@") } },
    "an id": { ...examples.Sample.minimal, projectId: filled("a") },
    "a duration": { ...examples.Sample.minimal, timeouts: { create: filled("1h") } },
    "a type": { ...examples.Sample.minimal, type: filled("a") },
    "a field's name": { ...examples.Sample.minimal, [filled("a")]: 1 },
  };
  for (const [what, inputs] of Object.entries(table)) {
    it(`is validated in linear time as ${what}`, () => {
      const start = process.cpuUsage();
      const failures = validate(inputs);
      const { user, system } = process.cpuUsage(start);
      const tookMs = (user + system) / 1_000;
      assert.ok(tookMs < limitMs, `took ${Math.round(tookMs)} ms`);
      assert.ok(failures.length <= 2, `${failures.length} failures`);
    });
  }
});
