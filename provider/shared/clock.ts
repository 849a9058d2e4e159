import { setTimeout as sleep } from "node:timers/promises";

/** The time. Tests use a virtual clock. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  sleep(ms: number): Promise<void>;
}

/** Real time. It does not jump when the machine's clock is set. */
export const systemClock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  sleep: (ms) => sleep(ms),
};
