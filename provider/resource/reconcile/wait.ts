import type { Connection } from "../../atlas/connection";
import { type Address, nameOf } from "../../connections/address";
import type { Operation, Timeouts } from "../../connections/timeouts";
import { waiting } from "../../messages/waiting";
import type { Runtime } from "../../process/runtime";
import type { Clock } from "../../shared/clock";
import { WaitTimeoutError } from "./errors";
import { observeIfReachable } from "./observe";

const firstPauseMs = 1_000;
const maxPauseMs = 30_000;
const growth = 1.5;
const logEveryMs = 30_000;

/** The time by which an operation must end. */
export interface Deadline {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** The timeout as the program writes it, for messages. */
  readonly timeout: string;
  readonly operation: Operation;
}

/** The deadline of an operation that starts now. */
export function deadlineOf(operation: Operation, timeouts: Timeouts, clock: Clock): Deadline {
  const { ms, text } = timeouts[operation];
  return { at: clock.now() + ms, timeout: text, operation };
}

/** Pauses between requests: 1 s at first, then 1.5 times longer each time, up to 30 s. Logs a line every 30 s. */
export class Backoff {
  private readonly start: number;
  private loggedAt: number;
  private nextPauseMs = firstPauseMs;
  private lastPauseMs = 0;

  constructor(
    private readonly runtime: Pick<Runtime, "clock" | "log">,
    private readonly deadline: Deadline,
  ) {
    this.start = runtime.clock.now();
    this.loggedAt = this.start;
  }

  /**
   * Half of the last pause, or of the first one before it; in milliseconds. The age up to which concurrent waits in one workspace share a response.
   */
  get maxAgeMs(): number {
    return Math.max(this.lastPauseMs, firstPauseMs) / 2;
  }

  /**
   * @param waitingFor completes "waiting for …".
   * @throws WaitTimeoutError once the deadline has passed.
   */
  async pause(waitingFor: string): Promise<void> {
    const { clock, log } = this.runtime;
    const { at, timeout, operation } = this.deadline;
    const now = clock.now();
    if (now >= at) throw new WaitTimeoutError(waiting.timedOut.text(waitingFor, timeout, operation));
    if (now - this.loggedAt >= logEveryMs) {
      this.loggedAt = now;
      log(waiting.line.text(waitingFor, Math.round((now - this.start) / 1000)));
    }
    this.lastPauseMs = Math.min(this.nextPauseMs, at - now);
    this.nextPauseMs = Math.min(this.nextPauseMs * growth, maxPauseMs);
    await clock.sleep(this.lastPauseMs);
  }
}

/**
 * Waits until Atlas no longer shows the connection. A connection of the same name with another id is a successor.
 *
 * @param connectionId Atlas' own id of the connection; where unknown, the id of the first response counts.
 * @param onShown called with the connection while Atlas still shows it.
 */
export async function waitUntilGone(
  runtime: Runtime,
  address: Address,
  deadline: Deadline,
  connectionId: unknown,
  onShown: (connection: Connection) => Promise<void> = async () => {},
): Promise<void> {
  const backoff = new Backoff(runtime, deadline);
  let state: string = waiting.state.text.notShownYet;
  let expectedId = connectionId ?? undefined;
  for (;;) {
    const observed = await observeIfReachable(() => runtime.reader.find(address, backoff.maxAgeMs));
    if (observed?.status === "absent") return;
    if (observed) {
      const { connection } = observed;
      expectedId ??= connection.id ?? undefined;
      if (connection.id && connection.id !== expectedId) return;
      state = connection.state ?? waiting.state.text.stillShown;
      await onShown(connection);
    }
    await backoff.pause(waiting.what.text.gone(nameOf(address), state));
  }
}
