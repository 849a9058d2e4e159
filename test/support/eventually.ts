import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";

/** Maximum wait in real milliseconds. Long enough for a busy machine, and below the timeouts of the tests. */
const maxWaitMs = 15_000;

/** Waits until a condition holds; fails with its description after the maximum wait. */
export async function eventually(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + maxWaitMs;
  while (!(await holds())) {
    assert.ok(Date.now() < deadline, `not within ${maxWaitMs / 1_000} s: ${what}`);
    await sleep(10);
  }
}
