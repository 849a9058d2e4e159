import type { Clock } from "../shared/clock";

/** Atlas' time, from the `Date` headers of its responses. A `Date` is exact to the second. */
export class ServerClock {
  private offsetMs: number | undefined;

  constructor(private readonly clock: Clock) {}

  /** @param date the value of a `Date` header. */
  observe(date: string | undefined): void {
    const time = Date.parse(date ?? "");
    if (!Number.isNaN(time)) this.offsetMs = time - this.clock.now();
  }

  /** Atlas' time at a moment of our clock, in milliseconds since the epoch. Undefined before the first response. */
  at(moment: number): number | undefined {
    return this.offsetMs === undefined ? undefined : moment + this.offsetMs;
  }
}
