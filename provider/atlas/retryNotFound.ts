import type { Clock } from "../shared/clock";
import { isNotFound } from "./errors/classify";

/** Milliseconds between attempts. A write may need seconds until Atlas shows it. */
const pausesMs = [1_000, 2_000, 4_000];
/** Maximum age of a connection that Atlas may not show yet, in milliseconds. It includes a margin for clocks that differ. */
const maxYoungMs = 120_000;

/** Retries a 404 three times over 7 s: Atlas is eventually consistent. */
export function retryNotFound<T>({ clock }: { clock: Clock }, send: () => Promise<T>): Promise<T> {
  return retryWithPauses(pausesMs, clock, send);
}

/** Retries one 404: enough for a connection that was not created just now. */
export function retryNotFoundOnce<T>({ clock }: { clock: Clock }, send: () => Promise<T>): Promise<T> {
  return retryWithPauses(pausesMs.slice(0, 1), clock, send);
}

/**
 * Retries a 404 for a connection of the state: three times for a young one, once for an old one.
 *
 * @param connectionId Atlas' own id, an ObjectId: its first eight digits are the second of creation.
 */
export function retryNotFoundByAge<T>(
  timing: { clock: Clock },
  connectionId: unknown,
  send: () => Promise<T>,
): Promise<T> {
  const createdAt = Number.parseInt(String(connectionId ?? "").slice(0, 8), 16) * 1_000;
  const isOld = timing.clock.now() - createdAt > maxYoungMs;
  return isOld ? retryNotFoundOnce(timing, send) : retryNotFound(timing, send);
}

async function retryWithPauses<T>(
  pauses: readonly number[],
  clock: Clock,
  send: () => Promise<T>,
): Promise<T> {
  for (const pause of pauses) {
    try {
      return await send();
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
    await clock.sleep(pause);
  }
  return send();
}
