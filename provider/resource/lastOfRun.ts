import type { Clock } from "../shared/clock";

/** The run has ended when nothing starts for this many times its longest pause, and this part of its time. */
export const quietFactor = 3;
export const quietShare = 0.02;
/** Limits of both, in milliseconds. */
export const minQuietMs = 150;
const maxQuietMs = 2_000;

/** Finds the last operation of a run. Pulumi does not say how many follow, and writes the state between two. */
export class LastOfRun {
  private inFlight = 0;
  private started = 0;
  private isConcurrent = false;
  /** Milliseconds since the epoch. */
  private idleSince = Number.NEGATIVE_INFINITY;
  private firstStartAt = 0;
  private longestPauseMs = 0;
  private onStart = () => {};

  constructor(private readonly clock: Clock) {}

  start(): void {
    const now = this.clock.now();
    if (this.started === 0) this.firstStartAt = now;
    const pauseMs = now - this.idleSince;
    if (this.inFlight === 0 && pauseMs < maxQuietMs)
      this.longestPauseMs = Math.max(this.longestPauseMs, pauseMs);
    this.inFlight++;
    this.started++;
    this.isConcurrent ||= this.inFlight > 1;
    this.onStart();
  }

  /** Must follow each `start`. @returns false when another operation runs, or starts soon. */
  async end(): Promise<boolean> {
    this.inFlight--;
    if (this.inFlight > 0) return false;
    // The engine runs one at a time, and would wait for this one.
    if (!this.isConcurrent) return true;
    const { started } = this;
    this.idleSince = this.clock.now();
    const elapsedMs = this.idleSince - this.firstStartAt;
    const expectedMs = Math.max(this.longestPauseMs * quietFactor, elapsedMs * quietShare);
    const quietMs = Math.min(Math.max(expectedMs, minQuietMs), maxQuietMs);
    const next = new Promise<void>((resolve) => {
      this.onStart = resolve;
    });
    await Promise.race([this.clock.sleep(quietMs), next]);
    return this.started === started;
  }
}
