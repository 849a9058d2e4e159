import { isGone } from "../../atlas/errors/kinds";
import type { Clock } from "../../shared/clock";

interface Timed {
  readonly clock: Clock;
}

/** Milliseconds between looks. Atlas was seen to need seconds until it knows of its own writes. */
const pauses = [1_000, 2_000, 4_000];
/** A connection older than this, in milliseconds, is one that Atlas knows of; clocks may differ by a part of it. */
const youngMs = 120_000;

/** Asks again while Atlas says that there is no such connection; the last answer counts. */
export function despiteLag<T>({ clock }: Timed, ask: () => Promise<T>): Promise<T> {
  return askAgain(clock, pauses, ask);
}

/** Asks once more where Atlas says that there is no such connection: enough for one that was not made just now. */
export function despiteSlip<T>({ clock }: Timed, ask: () => Promise<T>): Promise<T> {
  return askAgain(clock, pauses.slice(0, 1), ask);
}

/**
 * The same for a connection of the state: only a young one may be there although Atlas does not know of it yet.
 *
 * @param connectionId Atlas' own id, whose first eight digits are the second in which it was made, as in every ObjectId.
 */
export function despiteLagOf<T>(timed: Timed, connectionId: unknown, ask: () => Promise<T>): Promise<T> {
  const madeAt = Number.parseInt(String(connectionId ?? "").slice(0, 8), 16) * 1_000;
  const isOld = timed.clock.now() - madeAt > youngMs;
  return isOld ? despiteSlip(timed, ask) : despiteLag(timed, ask);
}

async function askAgain<T>(clock: Clock, between: readonly number[], ask: () => Promise<T>): Promise<T> {
  for (const pause of between) {
    try {
      return await ask();
    } catch (error) {
      if (!isGone(error)) throw error;
    }
    await clock.sleep(pause);
  }
  return ask();
}
