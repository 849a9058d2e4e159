import type { Clock } from "../shared/clock";

/**
 * Maximum time until the engine starts the first create of an update, in milliseconds: it starts when the engine has
 * already sent the next resource to `check`. About 2 ms were measured.
 */
const firstWriteMs = 100;

/**
 * Whether this process carries out changes. Pulumi does not tell a dynamic provider whether it previews or updates, but
 * only an update calls `create`, `update` or `delete`.
 */
export class Writes {
  private resolveFirst: () => void = () => {};
  private readonly first = new Promise<void>((resolve) => {
    this.resolveFirst = resolve;
  });
  private waited: Promise<void> | undefined;
  private begun = false;

  constructor(private readonly clock: Clock) {}

  /** A hook that writes was called. */
  begin(): void {
    this.begun = true;
    this.resolveFirst();
  }

  get haveBegun(): boolean {
    return this.begun;
  }

  /** Like `haveBegun`, and the first call gives the engine time to begin. For the check after the first new resource. */
  async beginSoon(): Promise<boolean> {
    this.waited ??= Promise.race([this.first, this.clock.sleep(firstWriteMs)]);
    if (!this.begun) await this.waited;
    return this.begun;
  }
}
