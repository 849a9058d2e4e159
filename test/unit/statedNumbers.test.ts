import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { maxItemsPerPage } from "../../provider/atlas/connection";
import { missesPerPage } from "../../provider/atlas/listing";
import { slowAttemptMs } from "../../provider/atlas/outages";
import { assumedLimit, longQueueMs, maxQueueMs } from "../../provider/atlas/rateLimit";
import {
  firstBackoffMs,
  longWaitMs,
  maxAttemptsWithWrongSettings,
  maxBackoffMs,
  requestedWaitFactor,
} from "../../provider/atlas/retry";
import { governmentUrl, settings } from "../../provider/atlas/settings/list";
import { transportDefaults } from "../../provider/atlas/transport";
import { defaultTimeout, parseTimeouts } from "../../provider/connections/timeouts";
import { minQuietMs, quietFactor, quietShare } from "../../provider/resource/lastOfRun";
import { deadlineOf, firstLookMs, maxPauseMs } from "../../provider/resource/reconcile/wait";
import { systemClock } from "../../provider/shared/clock";
import { documents } from "../support/documents";

const root = join(__dirname, "../..");
const read = (file: string) => readFileSync(join(root, file), "utf8").replace(/\s+/g, " ");

const seconds = (ms: number) => `${ms / 1000} s`;
const mebibytes = (bytes: number) => `${bytes / 1024 / 1024} MiB`;
const thousands = (count: number) => count.toLocaleString("en-US");
const maxAttempts = settings.maxAttempts.default;
const maxRetryTime = settings.maxRetryTime.default;

const words: Readonly<Record<number, string>> = { 3: "three", 5: "five" };
const factorWords: Readonly<Record<number, string>> = { 4: "which may take four times as long" };

/** What documents and doc comments say about numbers of the code. */
const statements: Readonly<Record<string, string[]>> = {
  "docs/reliability.md": [
    `retried for up to ${maxRetryTime}.`,
    `up to ${requestedWaitFactor} times as long`,
    `${thousands(assumedLimit.capacity)} requests per project, plus ${assumedLimit.refill} each minute`,
    `delayed by at most ${maxQueueMs / 60_000} minutes`,
  ],
  "docs/failures.md": [
    `may take ${maxRetryTime} (`,
    `Their number is ${maxAttempts}, unless`,
    `more than ${requestedWaitFactor} times \`maxRetryTime\` together`,
    `an attempt of ${seconds(slowAttemptMs)} or more failed`,
    `a random time up to ${seconds(firstBackoffMs)}, then up to ${seconds(firstBackoffMs * 2)}, ${seconds(firstBackoffMs * 4)} and so on, at most ${seconds(maxBackoffMs)}`,
    `A wait of ${seconds(longWaitMs)} or more is logged`,
    `A delay of ${seconds(longQueueMs)} or more is logged`,
    `A response may take ${seconds(transportDefaults.timeoutMs)}.`,
    `response above ${mebibytes(transportDefaults.maxResponseBytes)}, request above ${mebibytes(transportDefaults.maxRequestBytes)}`,
    `delayed by at most ${maxQueueMs / 60_000} minutes`,
    `Atlas allows ${thousands(assumedLimit.capacity)} requests per project and returns ${assumedLimit.refill} each minute`,
    `| \`ENOTFOUND\` | ${maxAttemptsWithWrongSettings} attempts`,
    `with a 2xx | ${maxAttemptsWithWrongSettings} attempts`,
    `the second after ${seconds(firstLookMs)}; each pause is twice as long as the one before, up to ${seconds(maxPauseMs)}, until \`timeouts\` (\`${defaultTimeout}\`)`,
  ],
  "docs/performance.md": [
    `none has started for ${minQuietMs} ms, or for ${words[quietFactor]} times the longest pause so far, or for ${quietShare * 100} % of the time`,
    `the next after ${seconds(firstLookMs)}, and each pause is twice as long as the one before, up to ${seconds(maxPauseMs)}`,
    `| ${thousands(assumedLimit.capacity - 1)} connections | ${assumedLimit.refill} |`,
    `bucket of ${thousands(assumedLimit.capacity)} requests per project, which refills by ${assumedLimit.refill} each minute`,
  ],
  "docs/big-stacks.md": [
    `bucket of ${thousands(assumedLimit.capacity)} requests for each project, which refills by ${assumedLimit.refill} each minute`,
    `A list of Atlas has up to ${maxItemsPerPage} connections`,
    `another page only after ${words[missesPerPage]} connections`,
  ],
  "docs/troubleshooting.md": [
    `The limits are ${mebibytes(transportDefaults.maxResponseBytes)} for a response and ${mebibytes(transportDefaults.maxRequestBytes)} for a request`,
    `Atlas allows ${thousands(assumedLimit.capacity)} requests per project and returns ${assumedLimit.refill} each minute`,
  ],
  "provider/atlas/settings/list.ts": [factorWords[requestedWaitFactor] ?? "?"],
  "provider/atlasProvider.ts": [`Default \`${settings.baseUrl.default}\``, `\`${governmentUrl}\``],
  "provider/connections/common.ts": [`Default \`"${defaultTimeout}"\``],
};

describe("numbers in the documents", () => {
  for (const [file, texts] of Object.entries(statements))
    for (const text of texts)
      it(`${file}: "${text}"`, () => {
        assert.ok(read(file).includes(text), `The code has another number, or ${file} has other words.`);
      });

  it("are all in this test: no other sentence of a hand-written document states a default", () => {
    const files = documents().filter(
      (file) => !/^(examples\/|CHANGELOG|docs\/(troubleshooting|fields)\.md$)/.test(file),
    );
    const defaults = new RegExp(
      `\\b(?:${maxRetryTime}|${defaultTimeout})\\b|\\b(?:${maxAttempts}|eight|8) (?:attempts|times|refusals)\\b`,
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
