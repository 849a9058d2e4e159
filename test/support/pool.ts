/** Runs tasks in order, with limited concurrency. */
export class Pool {
  private readonly waiting: (() => Promise<void>)[] = [];
  private running = 0;
  private onIdle: (() => void)[] = [];

  constructor(private readonly parallel: number) {}

  run(work: () => Promise<void>): void {
    this.waiting.push(work);
    this.next();
  }

  idle(): Promise<void> {
    return new Promise((resolve) => {
      this.onIdle.push(resolve);
      this.next();
    });
  }

  private next(): void {
    while (this.running < this.parallel) {
      const work = this.waiting.shift();
      if (!work) break;
      this.running++;
      void work().finally(() => {
        this.running--;
        this.next();
      });
    }
    if (this.running > 0 || this.waiting.length > 0) return;
    for (const resolve of this.onIdle.splice(0)) resolve();
  }
}
