import type { Connection } from "../../atlas/connection";
import { isGone, isTransient } from "../../atlas/errors/kinds";
import type { Address } from "../../connections/address";
import type { Runtime } from "../../process/runtime";
import type { Clock } from "../../shared/clock";
import { parseDuration } from "../../shared/duration";
import { type JsonObject, valueAt } from "../../shared/json";

const firstDelayMs = 1_000;
const longestDelayMs = 30_000;
const growth = 1.5;
const lineEveryMs = 30_000;
/** A new connection may be invisible for seconds; what stays so for longer, in milliseconds, was lost. */
const missingAfterMs = 20_000;
const defaultTimeout = "40m";

/** An operation that ran out of the time that `timeouts` gives it. */
export class WaitTimeoutError extends Error {
  override readonly name = "WaitTimeoutError" as const;
}

/** Atlas gave up on the connection. */
export class ConnectionFailedError extends Error {
  override readonly name = "ConnectionFailedError" as const;
}

/** Atlas no longer shows a connection that it has accepted. */
export class ConnectionMissingError extends Error {
  override readonly name = "ConnectionMissingError" as const;
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
 *
 * @param waitingFor completes "waiting for …", and is asked anew for every line.
 * @param look gets how old, in milliseconds, what it finds may be: half of the pause before it, so that connections of
 * one workspace that wait together can share their looks.
 * @throws WaitTimeoutError after the deadline, and whatever `look` throws.
 */
export async function poll<T>(
  { clock, log }: Runtime,
  deadline: Deadline,
  waitingFor: () => string,
  look: (maxAgeMs: number) => Promise<T | undefined>,
): Promise<T> {
  const start = clock.now();
  let lastLine = start;
  let pause = 0;
  for (let delay = firstDelayMs; ; delay = Math.min(delay * growth, longestDelayMs)) {
    const found = await look(pause / 2);
    if (found !== undefined) return found;
    const left = deadline.at - clock.now();
    if (left <= 0) {
      throw new WaitTimeoutError(
        `still waiting for ${waitingFor()} after ${deadline.timeout}. Raise timeouts.${deadline.operation} if Atlas needs longer; the next run goes on from there`,
      );
    }
    if (clock.now() - lastLine >= lineEveryMs) {
      lastLine = clock.now();
      log(`waiting for ${waitingFor()}, for ${Math.round((lastLine - start) / 1000)} s so far`);
    }
    pause = Math.min(delay, left);
    await clock.sleep(pause);
  }
}

/** What a look at a connection brings. */
type Sight = { connection: Connection } | "gone" | "no answer";

/** Looks once. No failure that may pass by itself ends a wait, however often it was tried already. */
async function lookAt(ask: () => Promise<Connection>): Promise<Sight> {
  try {
    return { connection: await ask() };
  } catch (error) {
    if (isGone(error)) return "gone";
    if (isTransient(error)) return "no answer";
    throw error;
  }
}

/**
 * Waits until Atlas reports the connection READY. Older servers report no state, which counts as READY; a state that
 * nobody knows yet counts as one more kind of PENDING, since only READY says that the connection can be used.
 *
 * @throws ConnectionFailedError when Atlas gave up on it, ConnectionMissingError when it does not show it any more.
 */
export async function waitUntilReady(
  runtime: Runtime,
  address: Address,
  deadline: Deadline,
): Promise<Connection> {
  const { connectionName } = address;
  let state = "PENDING";
  let goneSince: number | undefined;
  const waitingFor = () => `connection ${connectionName} to become READY (it is ${state})`;
  return poll(runtime, deadline, waitingFor, async (maxAgeMs) => {
    const sight = await lookAt(() => runtime.reader.read(address, maxAgeMs));
    if (sight === "no answer") return undefined;
    if (sight === "gone") {
      state = "not shown";
      goneSince ??= runtime.clock.now();
      if (runtime.clock.now() - goneSince < missingAfterMs) return undefined;
      throw new ConnectionMissingError(
        `Atlas does not show connection ${connectionName}, although it has accepted it. Run pulumi refresh, then pulumi up creates it again`,
      );
    }
    goneSince = undefined;
    state = sight.connection.state ?? "READY";
    if (state === "FAILED")
      throw new ConnectionFailedError(`Atlas reports connection ${connectionName} as FAILED`);
    return state === "READY" ? sight.connection : undefined;
  });
}

/**
 * Waits until Atlas no longer shows the connection. Another one of its name, which somebody has made meanwhile, is not
 * the one that is waited for.
 *
 * @param connectionId Atlas' own id of the connection; where it is not known, that of the first sight counts.
 * @param onShown called with each sight of it.
 */
export async function waitUntilGone(
  runtime: Runtime,
  address: Address,
  deadline: Deadline,
  connectionId: unknown,
  onShown: (connection: Connection) => Promise<void> = async () => {},
): Promise<void> {
  let state = "not shown yet";
  let awaited = connectionId ?? undefined;
  const waitingFor = () => `connection ${address.connectionName} to disappear (it is ${state})`;
  await poll(runtime, deadline, waitingFor, async () => {
    const sight = await lookAt(() => runtime.client.get(address));
    if (sight === "gone") return true;
    if (sight === "no answer") return undefined;
    awaited ??= sight.connection.id ?? undefined;
    if (sight.connection.id && sight.connection.id !== awaited) return true;
    state = sight.connection.state ?? "still shown";
    await onShown(sight.connection);
    return undefined;
  });
}
