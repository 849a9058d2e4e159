import { hasCode } from "../atlas/errors/kinds";
import type { Runtime } from "./runtime";

/** Milliseconds between looks. Atlas was seen to need seconds until it knows of its own writes. */
const pauses = [1_000, 2_000, 4_000];

/** Asks again while Atlas says that there is no such connection; the last answer counts. */
export async function despiteLag<T>({ clock }: Runtime, ask: () => Promise<T>): Promise<T> {
  for (const pause of pauses) {
    try {
      return await ask();
    } catch (error) {
      if (!hasCode(error, "STREAM_CONNECTION_NOT_FOUND_FOR_NAME")) throw error;
    }
    await clock.sleep(pause);
  }
  return ask();
}
