import { mkdirSync, rmSync, statSync, utimes, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { SetupError } from "./error.mjs";
import { Interrupted, interruptible, interruption } from "./interruption.mjs";
import { cache } from "./paths.mjs";
import { step } from "./progress.mjs";

const HEARTBEAT = 5_000;
/** The owner of a lock this long without a heartbeat was killed. */
const ABANDONED = 30_000;

/**
 * Runs `body` while no other set-up on this machine holds the lock `file`: two at once would take each other's
 * node_modules away, or both spend minutes on building the same CLI. A heartbeat and not a process id tells whether
 * the owner lives, because containers that share a folder do not share process ids.
 */
export function withLock(file, body, advice) {
  return interruptible(async () => {
    try {
      mkdirSync(dirname(file), { recursive: true });
      if (!acquire(file)) await step("Waiting for another set-up to finish", () => acquireWhenFree(file));
    } catch (error) {
      if (error instanceof Interrupted) throw error;
      throw new SetupError(`Cannot write into ${dirname(file)} (${error.code ?? error.message}). ${advice}`);
    }
    // A failing heartbeat is no reason to stop: the worst that follows is work done twice.
    const heartbeat = setInterval(() => utimes(file, new Date(), new Date(), () => {}), HEARTBEAT);
    try {
      return await body();
    } finally {
      clearInterval(heartbeat);
      rmSync(file, { force: true });
    }
  });
}

/** For everything that changes node_modules or dist/. */
export function lockCheckout(body) {
  return withLock(join(cache, "lock"), body, "This needs a checkout that you may write into.");
}

async function acquireWhenFree(file) {
  while (!acquire(file)) {
    await sleep(200);
    interruption.throwIfAborted();
  }
}

function acquire(file) {
  try {
    writeFileSync(file, "", { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
  }
  const { mtimeMs = Number.POSITIVE_INFINITY } = statSync(file, { throwIfNoEntry: false }) ?? {};
  if (Date.now() - mtimeMs > ABANDONED) rmSync(file, { force: true });
  return false;
}
