import { constants } from "node:os";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];
const undos = new Set();

/**
 * Runs `body` and then `undo`, also when Ctrl-C or a TERM ends the process in between: a lock or a half-written file
 * left behind would trouble the next set-up. `undo` is synchronous, because there is no waiting in a signal handler.
 */
export async function withCleanup(undo, body) {
  if (undos.size === 0) for (const signal of SIGNALS) process.on(signal, interrupted);
  undos.add(undo);
  try {
    return await body();
  } finally {
    undos.delete(undo);
    if (undos.size === 0) for (const signal of SIGNALS) process.off(signal, interrupted);
    undo();
  }
}

function interrupted(signal) {
  // Innermost first: a child must be gone before its files are removed and its lock is released.
  for (const undo of [...undos].reverse()) undo();
  process.exit(128 + constants.signals[signal]);
}
