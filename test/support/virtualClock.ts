import type { Clock } from "../../provider/shared/clock";

interface Sleeper {
  until: number;
  wake: () => void;
}

/**
 * Time that jumps to the next sleeper's end as soon as nobody does anything else, so that hours of waiting take
 * milliseconds, and what sleeps side by side sleeps at the same time. The Atlas of the test looks at it too.
 */
export class VirtualClock implements Clock {
  private time = Date.UTC(2026, 0, 1);
  private sleepers: Sleeper[] = [];
  private busy = 0;
  private activity = 0;

  now = () => this.time;

  sleep(ms: number): Promise<void> {
    return new Promise((wake) => {
      this.sleepers.push({ until: this.time + ms, wake });
      this.jumpWhenIdle();
    });
  }

  /** Time stands still while this work, an exchange with the server, goes on. */
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
    // What follows an answer or a sleep follows within a turn of the event loop; the second one is for good measure.
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
