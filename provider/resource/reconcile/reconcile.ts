import type { Connection } from "../../atlas/connection";
import { actions, uncertainError } from "./act";
import { decide } from "./decide";
import { WaitTimeoutError } from "./errors";
import type { Progress } from "./progress";

/**
 * Brings a connection from what Atlas shows to what the program declares: decide, act, observe, until there is nothing
 * left to do.
 *
 * @returns the connection, READY and as desired.
 */
export async function reconcile(progress: Progress): Promise<Connection> {
  try {
    for (;;) {
      const action = decide(progress.situation());
      if (action === "done") return progress.connection;
      await actions[action](progress);
    }
  } catch (error) {
    // Another run cannot go on waiting, because the state does not hold the connection.
    const isUncertain = error instanceof WaitTimeoutError && progress.lostResponses.length > 0;
    throw isUncertain ? uncertainError(progress.lostResponses) : error;
  }
}
