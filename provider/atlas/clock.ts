import { setTimeout as sleep } from "node:timers/promises";

/** Time, so that tests need not wait. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  sleep(ms: number): Promise<void>;
}

export const systemClock: Clock = { now: Date.now, sleep: (ms) => sleep(ms) };
