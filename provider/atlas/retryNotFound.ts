import type { Clock } from "../shared/clock";
import { createdAt } from "./connectionId";
import { isNotFound, isWorkspaceNotFound } from "./errors/classify";

interface Timed {
  readonly clock: Clock;
}

/** Milliseconds between attempts. Atlas was seen to need seconds until it knows its own writes. */
const pausesMs = [1_000, 2_000, 4_000];
/** Atlas knows a connection older than this, in milliseconds. The margin covers clocks that differ. */
const youngMs = 120_000;

/** Retries a 404 three times over 7 s: Atlas is eventually consistent. */
export function retryNotFound<T>({ clock }: Timed, send: () => Promise<T>): Promise<T> {
  return retryAfter(pausesMs, clock, send);
}

/** Retries one 404: enough for a connection that was not created just now. */
export function retryNotFoundOnce<T>({ clock }: Timed, send: () => Promise<T>): Promise<T> {
  return retryAfter(pausesMs.slice(0, 1), clock, send);
}

/**
 * Retries a 404 for a connection of the state: three times for a young one, once for an old one.
 *
 * @param connectionId Atlas' own id, an ObjectId: its first eight digits are the second of creation.
 */
export function retryNotFoundByAge<T>(
  timed: Timed,
  connectionId: unknown,
  send: () => Promise<T>,
): Promise<T> {
  const isOld = timed.clock.now() - (createdAt(connectionId) ?? Number.NaN) > youngMs;
  return isOld ? retryNotFoundOnce(timed, send) : retryNotFound(timed, send);
}

async function retryAfter<T>(pauses: readonly number[], clock: Clock, send: () => Promise<T>): Promise<T> {
  for (const pause of pauses) {
    try {
      return await send();
    } catch (error) {
      if (!isNotFound(error) && !isWorkspaceNotFound(error)) throw error;
    }
    await clock.sleep(pause);
  }
  return send();
}
