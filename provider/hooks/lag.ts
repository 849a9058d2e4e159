import { isGone } from "../atlas/errors/kinds";
import type { Runtime } from "./runtime";

/** Milliseconds between looks. Atlas was seen to need seconds until it knows of its own writes. */
const pauses = [1_000, 2_000, 4_000];
/** A connection older than this, in milliseconds, is one that Atlas knows of; clocks may differ by a part of it. */
const youngMs = 120_000;

/** Asks again while Atlas says that there is no such connection; the last answer counts. */
export async function despiteLag<T>({ clock }: Runtime, ask: () => Promise<T>): Promise<T> {
  return despitePauses(clock, pauses, ask);
}

/**
 * The same for a connection of the state. Only a young one may be there although Atlas does not know of it; that an
 * older one is gone must be said twice.
 *
 * @param connectionId Atlas' own id, whose first eight digits are the second in which it was made, as in every ObjectId.
 */
export async function despiteLagOf<T>(
  { clock }: Runtime,
  connectionId: unknown,
  ask: () => Promise<T>,
): Promise<T> {
  const madeAt = Number.parseInt(String(connectionId ?? "").slice(0, 8), 16) * 1_000;
  const isOld = clock.now() - madeAt > youngMs;
  return despitePauses(clock, isOld ? pauses.slice(0, 1) : pauses, ask);
}

async function despitePauses<T>(
  clock: Runtime["clock"],
  between: readonly number[],
  ask: () => Promise<T>,
): Promise<T> {
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
