import type { Connection } from "../../atlas/connection";
import { type Address, nameOf } from "../../connections/address";
import type { Operation, Timeouts } from "../../connections/timeouts";
import { waiting } from "../../messages/waiting";
import type { Runtime } from "../../process/runtime";
import type { Clock } from "../../shared/clock";
import { WaitTimeoutError } from "./errors";
import { observeIfReachable } from "./observe";

/** The first pause, in milliseconds. The look before it comes at once. */
export const firstLookMs = 200;
/** The same between two attempts to write. */
const firstWriteMs = 1_000;
export const maxPauseMs = 30_000;
const growth = 2;
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

/** Pauses between requests, each twice as long as the one before, up to 30 s. Logs a line every 30 s. */
export class Backoff {
  private readonly start: number;
  private loggedAt: number;
  private nextPauseMs: number;
  private lastPauseMs = 0;

  constructor(
    private readonly runtime: Pick<Runtime, "clock" | "log">,
    private readonly deadline: Deadline,
    requests: "looks" | "writes",
  ) {
    this.nextPauseMs = requests === "looks" ? firstLookMs : firstWriteMs;
    this.start = runtime.clock.now();
    this.loggedAt = this.start;
  }

  /**
   * The age up to which concurrent waits in one workspace share a response, in milliseconds: half of the last pause.
   */
  get maxAgeMs(): number {
    return Math.max(this.lastPauseMs, firstLookMs) / 2;
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

interface WaitUntilGoneOptions {
  /** A list without the connection is enough. Nobody recorded whether lists show connections that are DELETING. Default: false. */
  trustsList?: boolean;
  /** Called with the connection while Atlas still shows it. */
  onShown?: (connection: Connection) => Promise<void>;
}

/**
 * Waits until Atlas no longer shows the connection. A connection of the same name with another id is a successor.
 *
 * @param connectionId Atlas' own id of the connection; where unknown, the id of the first response counts.
 */
export async function waitUntilGone(
  runtime: Runtime,
  address: Address,
  deadline: Deadline,
  connectionId: unknown,
  { trustsList = false, onShown }: WaitUntilGoneOptions = {},
): Promise<void> {
  const { reader } = runtime;
  const backoff = new Backoff(runtime, deadline, "looks");
  const look = () =>
    trustsList ? reader.find(address, backoff.maxAgeMs) : reader.read(address, backoff.maxAgeMs);
  let state: string = waiting.state.text.notShownYet;
  let expectedId = connectionId ?? undefined;
  for (;;) {
    const observed = await observeIfReachable(look);
    if (observed?.status === "absent") return;
    if (observed) {
      const { connection } = observed;
      expectedId ??= connection.id ?? undefined;
      if (connection.id && connection.id !== expectedId) return;
      state = connection.state ?? waiting.state.text.stillShown;
      await onShown?.(connection);
    }
    await backoff.pause(waiting.what.text.gone(nameOf(address), state));
  }
}
