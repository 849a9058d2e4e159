import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { assumedLimit, longQueueMs, maxQueueMs } from "../../provider/atlas/rateLimit";
import {
  firstBackoffMs,
  longWaitMs,
  maxAttemptsWithWrongSettings,
  maxBackoffMs,
} from "../../provider/atlas/retry";
import { settings } from "../../provider/atlas/settings/list";
import { transportDefaults } from "../../provider/atlas/transport";
import { defaultTimeout, parseTimeouts } from "../../provider/connections/timeouts";
import { deadlineOf } from "../../provider/resource/reconcile/wait";
import { systemClock } from "../../provider/shared/clock";

const root = join(__dirname, "../..");
const read = (file: string) => readFileSync(join(root, file), "utf8").replace(/\s+/g, " ");

const seconds = (ms: number) => `${ms / 1000} s`;
const mebibytes = (bytes: number) => `${bytes / 1024 / 1024} MiB`;
const thousands = (count: number) => count.toLocaleString("en-US");
const maxAttempts = settings.maxAttempts.default;
const maxRetryTime = settings.maxRetryTime.default;

/** What documents and doc comments say about numbers of the code. */
const statements: Readonly<Record<string, string[]>> = {
  "README.md": [`default \`"${defaultTimeout}"\` each`],
  "docs/reliability.md": [
    `A request has up to ${maxAttempts} attempts`,
    `may take ${maxRetryTime} (`,
    `${maxAttempts} refusals take about ten minutes`,
    `a random time up to ${seconds(firstBackoffMs)}, then up to ${seconds(firstBackoffMs * 2)}, ${seconds(firstBackoffMs * 4)} and so on, at most ${seconds(maxBackoffMs)}`,
    `A wait of ${seconds(longWaitMs)} or more is logged`,
    `A delay of ${seconds(longQueueMs)} or more is logged`,
    `A response may take ${seconds(transportDefaults.timeoutMs)}.`,
    `response above ${mebibytes(transportDefaults.maxResponseBytes)}, request above ${mebibytes(transportDefaults.maxRequestBytes)}`,
    `delayed by at most ${maxQueueMs / 60_000} minutes`,
    `Atlas allows ${thousands(assumedLimit.capacity)} requests per project and returns ${assumedLimit.refill} each minute`,
    `| \`ENOTFOUND\` | ${maxAttemptsWithWrongSettings} attempts`,
    `with a 2xx | ${maxAttemptsWithWrongSettings} attempts`,
    `until \`timeouts\` (\`${defaultTimeout}\`)`,
  ],
  "docs/troubleshooting.md": [
    `The limits are ${mebibytes(transportDefaults.maxResponseBytes)} for a response and ${mebibytes(transportDefaults.maxRequestBytes)} for a request`,
    `Atlas allows ${thousands(assumedLimit.capacity)} requests per project and returns ${assumedLimit.refill} each minute`,
  ],
  "provider/atlasProvider.ts": [`Default \`${settings.baseUrl.default}\``],
  "provider/connections/common.ts": [`Default \`"${defaultTimeout}"\``],
};

describe("numbers in the documents", () => {
  for (const [file, texts] of Object.entries(statements))
    for (const text of texts)
      it(`${file}: "${text}"`, () => {
        assert.ok(read(file).includes(text), `The code has another number, or ${file} has other words.`);
      });

  it("are all in this test: no other sentence of a hand-written document states a default", () => {
    const files = ["README.md", ...readdirSync(join(root, "docs")).map((file) => `docs/${file}`)].filter(
      (file) => file.endsWith(".md") && file !== "docs/troubleshooting.md",
    );
    const defaults = new RegExp(
      `\\b(?:${maxRetryTime}|${defaultTimeout})\\b|\\b(?:${maxAttempts}|eight) (?:attempts|times|refusals)\\b`,
    );
    for (const file of files) {
      const withoutTable = read(file).replace(/<!-- settings.*<!-- end of settings -->/, "");
      const rest = (statements[file] ?? []).reduce((text, known) => text.replaceAll(known, ""), withoutTable);
      assert.doesNotMatch(rest, defaults, file);
    }
  });

  it("are those of the hooks too", () => {
    for (const operation of ["create", "update", "delete"] as const)
      assert.equal(deadlineOf(operation, parseTimeouts({}), systemClock).timeout, defaultTimeout);
  });
});
