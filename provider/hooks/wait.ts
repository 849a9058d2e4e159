import type { Connection } from "../atlas/connection";
import { isGone, isTransient } from "../atlas/errors/kinds";
import type { Address } from "../connections/address";
import { parseDuration } from "../connections/duration";
import { type JsonObject, valueAt } from "../connections/json";
import type { Clock, Runtime } from "./runtime";

const firstDelayMs = 1_000;
const longestDelayMs = 30_000;
const growth = 1.5;
const lineEveryMs = 30_000;
const defaultTimeout = "40m";

/** An operation that ran out of the time that `timeouts` gives it. */
export class WaitTimeoutError extends Error {
  override readonly name = "WaitTimeoutError" as const;
}

/** Atlas gave up on the connection. */
export class ConnectionFailedError extends Error {
  override readonly name = "ConnectionFailedError" as const;
}

/** When an operation must be done, in milliseconds since the epoch. */
export interface Deadline {
  readonly at: number;
  /** As the user wrote it, for messages. */
  readonly timeout: string;
  readonly operation: "create" | "update" | "delete";
}

/** The deadline of an operation that starts now, from the resource's `timeouts`. */
export function deadlineOf(operation: Deadline["operation"], properties: JsonObject, clock: Clock): Deadline {
  const given = valueAt(properties, ["timeouts", operation]);
  const timeout = typeof given === "string" && parseDuration(given) ? given : defaultTimeout;
  return { at: clock.now() + (parseDuration(timeout) ?? 0), timeout, operation };
}

/**
 * Looks again and again, at first at once and then at growing distances, until `look` returns something.
 * Failures that may pass by themselves only make it look again.
 *
 * @param waitingFor completes "waiting for …", and is asked anew for every line.
 * @throws WaitTimeoutError after the deadline; whatever `look` throws and no time heals.
 */
export async function poll<T>(
  { clock, log }: Runtime,
  deadline: Deadline,
  waitingFor: () => string,
  look: () => Promise<T | undefined>,
): Promise<T> {
  const start = clock.now();
  let lastLine = start;
  for (let delay = firstDelayMs; ; delay = Math.min(delay * growth, longestDelayMs)) {
    try {
      const found = await look();
      if (found !== undefined) return found;
    } catch (error) {
      if (!isTransient(error)) throw error;
    }
    const left = deadline.at - clock.now();
    if (left <= 0) {
      throw new WaitTimeoutError(
        `still waiting for ${waitingFor()} after ${deadline.timeout}. Raise timeouts.${deadline.operation} if Atlas needs longer; the next pulumi up goes on waiting`,
      );
    }
    if (clock.now() - lastLine >= lineEveryMs) {
      lastLine = clock.now();
      log(`waiting for ${waitingFor()}, for ${Math.round((lastLine - start) / 1000)} s so far`);
    }
    await clock.sleep(Math.min(delay, left));
  }
}

/** Waits until Atlas reports the connection READY. Older servers report no state, which counts as READY. */
export async function waitUntilReady(
  runtime: Runtime,
  address: Address,
  deadline: Deadline,
): Promise<Connection> {
  let state = "PENDING";
  const waitingFor = () => `connection ${address.connectionName} to become READY (it is ${state})`;
  return poll(runtime, deadline, waitingFor, async () => {
    const connection = await runtime.client.get(address).catch((error: unknown) => {
      // Atlas is known not to show a new connection at once.
      if (isGone(error)) return undefined;
      throw error;
    });
    state = connection ? (connection.state ?? "READY") : "not shown yet";
    if (state === "FAILED")
      throw new ConnectionFailedError(`Atlas reports connection ${address.connectionName} as FAILED`);
    return state === "READY" ? connection : undefined;
  });
}

/** Waits until Atlas no longer shows the connection. */
export async function waitUntilGone(runtime: Runtime, address: Address, deadline: Deadline): Promise<void> {
  const waitingFor = () => `connection ${address.connectionName} to disappear`;
  await poll(runtime, deadline, waitingFor, async () => {
    try {
      await runtime.client.get(address);
      return undefined;
    } catch (error) {
      if (isGone(error)) return true;
      throw error;
    }
  });
}
