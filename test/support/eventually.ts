import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";

/** Real milliseconds that a busy machine gets for what takes a moment; below every test's own time-out. */
const patienceMs = 15_000;

/** Waits until something holds; fails, and says what, when it never does. A wait of no end would keep mocha alive. */
export async function eventually(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (!(await holds())) {
    assert.ok(Date.now() < deadline, `not within ${patienceMs / 1_000} s: ${what}`);
    await sleep(10);
  }
}
