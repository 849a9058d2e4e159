import { spawn } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:os";
import { SetupError } from "./error.mjs";
import { root } from "./paths.mjs";

/** @typedef {import("node:child_process").SpawnOptions & { env: NodeJS.ProcessEnv }} Options */

/** @type {NodeJS.Signals[]} */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Runs a command in the foreground.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {Options} options
 * @returns the exit code, as a shell reports it
 */
export async function run(command, args, options) {
  const { code } = await runToEnd(command, args, options);
  return code;
}

/**
 * Runs a command as one step of the set-up. Its output goes to stderr, so that stdout holds only the output of the
 * command that the user asked for.
 *
 * @param {string} label
 * @param {string} command
 * @param {string[]} args
 * @param {Options & { advice: string }} options `advice`: what the user can do about a failure
 */
export async function runStep(label, command, args, { advice, ...options }) {
  console.error(`${label} …`);
  const started = Date.now();
  const { code, signal } = await runToEnd(command, args, { ...options, stdio: ["ignore", 2, 2] });
  // The command has ended, so it cannot disturb the next set-up. Listeners of `exit` release the locks.
  if (signal) process.exit(128 + constants.signals[signal]);
  if (code !== 0) {
    throw new SetupError(`${label}: exit code ${code}.\n$ ${[command, ...args].join(" ")}\n\n${advice}`);
  }
  console.error(`${label}: done in ${duration(Date.now() - started)}`);
}

/**
 * Waits until the command has ended, and passes signals on to it.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {Options} options
 * @returns {Promise<{ code: number, signal: NodeJS.Signals | undefined }>} the exit code, and the signal that this
 * process received
 */
async function runToEnd(command, args, options) {
  const child = spawn(command, args, { cwd: root, stdio: "inherit", ...options });
  /** @type {NodeJS.Signals | undefined} */
  let received;
  /** @param {NodeJS.Signals} signal */
  const forward = (signal) => {
    received = signal;
    // A terminal sends Ctrl-C to the child too. Pulumi takes a second one as "stop without cleaning up".
    if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
  };
  for (const signal of SIGNALS) process.on(signal, forward);
  try {
    /** @type {[number, null] | [null, NodeJS.Signals]} */
    const [code, signal] = await /** @type {Promise<any>} */ (once(child, "exit"));
    return { code: signal === null ? code : 128 + constants.signals[signal], signal: received };
  } catch (error) {
    throw new SetupError(`Cannot run ${command}: ${/** @type {Error} */ (error).message}`);
  } finally {
    for (const signal of SIGNALS) process.off(signal, forward);
  }
}

/**
 * `849` as "0.8 s", `200_000` as "3 min 20 s".
 *
 * @param {number} milliseconds
 */
export function duration(milliseconds) {
  if (milliseconds < 10_000) return `${(milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
