import { constants } from "node:os";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];
/** Below `npm start` one Ctrl-C arrives twice: from the terminal and, passed on, from npm. */
const SAME_KEYSTROKE = 500;
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
 * its way. A second Ctrl-C ends the process at once.
 */
export async function interruptible(body) {
  let first;
  const interrupt = (signal) => {
    const reason = new Interrupted(signal);
    first ??= Date.now();
    if (Date.now() - first > SAME_KEYSTROKE) process.exit(reason.exitCode);
    controller.abort(reason);
  };
  for (const signal of SIGNALS) process.on(signal, interrupt);
  try {
    return await body();
  } finally {
    for (const signal of SIGNALS) process.off(signal, interrupt);
  }
}
