import { constants } from "node:os";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];
const controller = new AbortController();

/** Aborted by Ctrl-C or a TERM, with an `Interrupted` as the reason. */
export const interruption = controller.signal;

export class Interrupted extends Error {
  name = "Interrupted";
  constructor(signal) {
    super(`Interrupted by ${signal}`);
    this.exitCode = 128 + constants.signals[signal];
  }
}

/**
 * Runs `body` so that a signal unwinds it, through every `finally`, in place of ending the process: an `npm ci` takes a
 * while to stop and must not go on beside the next set-up, and a lock or a half-written file left behind would be in
 * its way. A second signal ends the process at once.
 */
export async function interruptible(body) {
  const interrupt = (signal) => {
    const reason = new Interrupted(signal);
    if (interruption.aborted) process.exit(reason.exitCode);
    controller.abort(reason);
  };
  for (const signal of SIGNALS) process.on(signal, interrupt);
  try {
    return await body();
  } finally {
    for (const signal of SIGNALS) process.off(signal, interrupt);
  }
}
