import type { Clock } from "../../provider/shared/clock";

interface Sleeper {
  until: number;
  wake: () => void;
}

/**
 * A clock that jumps to the end of the next sleep when all other work is idle, so hours of waiting take milliseconds.
 * Concurrent sleeps overlap as in real time. The local Atlas of a test can use the same clock.
 */
export class VirtualClock implements Clock {
  /** Every sleep, in milliseconds. */
  readonly sleeps: number[] = [];
  /** Called at the end of every sleep, with the milliseconds since the start. */
  onSleep: (elapsedMs: number) => void | Promise<void> = () => {};
  private readonly start: number;
  private sleepers: Sleeper[] = [];
  private busy = 0;
  private activity = 0;

  /** @param time the start, in milliseconds since the epoch. */
  constructor(private time = Date.UTC(2026, 0, 1)) {
    this.start = time;
  }

  now = () => this.time;

  /** Milliseconds since the start. */
  get elapsed(): number {
    return this.time - this.start;
  }

  async sleep(ms: number): Promise<void> {
    this.sleeps.push(ms);
    await this.pass(ms);
    await this.onSleep(this.elapsed);
  }

  /** Waits without a record, for time that passes outside of the provider. */
  pass(ms: number): Promise<void> {
    return new Promise((wake) => {
      this.sleepers.push({ until: this.time + ms, wake });
      this.jumpWhenIdle();
    });
  }

  /** Stops the clock during this work, for example a request. */
  async during<T>(work: Promise<T>): Promise<T> {
    this.busy++;
    try {
      return await work;
    } finally {
      this.busy--;
      this.jumpWhenIdle();
    }
  }

  private jumpWhenIdle(): void {
    const activity = ++this.activity;
    // Work after a response or a sleep starts within one turn of the event loop; the second turn is a reserve.
    setImmediate(() =>
      setImmediate(() => {
        if (this.busy === 0 && activity === this.activity) this.jump();
      }),
    );
  }

  private jump(): void {
    const [next, ...rest] = this.sleepers.sort((one, other) => one.until - other.until);
    if (!next) return;
    this.sleepers = rest;
    this.time = Math.max(this.time, next.until);
    next.wake();
    this.jumpWhenIdle();
  }
}
