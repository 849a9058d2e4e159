import { spawn } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:os";
import { createInterface } from "node:readline";
import { SetupError } from "./error.mjs";
import { interruption } from "./interruption.mjs";
import { step } from "./progress.mjs";

const LINES_SHOWN_ON_FAILURE = 25;

/**
 * Runs a command as one step of the set-up. Its output is shown only when it fails, together with the command and
 * `advice`: what the user can do about it.
 */
export function runStep(label, command, args, { advice, ...options }) {
  return step(label, async (report) => {
    const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    const output = lastLines(child, report);
    const stop = () => {
      report("stopping");
      child.kill();
    };
    interruption.addEventListener("abort", stop);
    const failure = await failureOf(child);
    interruption.removeEventListener("abort", stop);
    interruption.throwIfAborted();
    if (!failure) return;
    throw new SetupError(
      [`${label}: ${failure}.`, `$ ${[command, ...args].join(" ")}`, ...output, "", advice].join("\n"),
    );
  });
}

/** Runs a command that owns the terminal from here on and returns its exit code, as a shell would. */
export async function runInForeground(command, args, options) {
  const child = spawn(command, args, { ...options, stdio: "inherit" });
  const forward = (signal) => {
    // A terminal sends Ctrl-C to the child as well, and Pulumi takes a second one as "stop without cleaning up".
    if (signal === "SIGINT" && process.stdin.isTTY) return;
    child.kill(signal);
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) process.on(signal, forward);
  try {
    const [code, signal] = await once(child, "exit");
    return code ?? 128 + constants.signals[signal];
  } catch (error) {
    throw new SetupError(`Cannot run ${command}: ${error.message}`);
  } finally {
    for (const name of signals) process.off(name, forward);
  }
}

function lastLines(child, onLine) {
  const lines = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface(stream).on("line", (line) => {
      onLine(line.trim());
      lines.push(line);
      if (lines.length > LINES_SHOWN_ON_FAILURE) lines.shift();
    });
  }
  return lines;
}

async function failureOf(child) {
  try {
    const [code, signal] = await once(child, "close");
    if (code === 0) return undefined;
    return signal ? `ended by ${signal}` : `exit code ${code}`;
  } catch (error) {
    return error.message;
  }
}
