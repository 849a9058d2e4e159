import { mkdirSync, rmSync, statSync, utimes, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { SetupError } from "./error.mjs";

const HEARTBEAT_MS = 5_000;
/** The process that holds a lock was killed if its last heartbeat is older than this. */
const ABANDONED_MS = 30_000;

/**
 * Runs `body` while no other set-up holds the lock file. Two at once would delete each other's node_modules. The lock
 * has a heartbeat and no process id, because containers that share a folder do not share process ids.
 *
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} body
 * @param {string} advice what the user can do if the lock file cannot be written
 */
export async function withLock(file, body, advice) {
  try {
    mkdirSync(dirname(file), { recursive: true });
    if (!acquire(file)) {
      console.error("Waiting for another set-up to finish …");
      while (!acquire(file)) await sleep(200);
    }
  } catch (error) {
    throw new SetupError(`Cannot write into ${dirname(file)} (${codeOf(error)}). ${advice}`);
  }
  const release = () => rmSync(file, { force: true });
  process.once("exit", release);
  // A failed heartbeat does no harm: in the worst case two set-ups do the same work.
  const heartbeat = setInterval(() => utimes(file, new Date(), new Date(), () => {}), HEARTBEAT_MS);
  try {
    return await body();
  } finally {
    clearInterval(heartbeat);
    process.off("exit", release);
    release();
  }
}

/** @param {string} file */
function acquire(file) {
  try {
    writeFileSync(file, "", { flag: "wx" });
    return true;
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error;
  }
  const { mtimeMs = Date.now() } = statSync(file, { throwIfNoEntry: false }) ?? {};
  if (Date.now() - mtimeMs > ABANDONED_MS) rmSync(file, { force: true });
  return false;
}

/** @param {unknown} error */
function codeOf(error) {
  return /** @type {NodeJS.ErrnoException} */ (error).code;
}
