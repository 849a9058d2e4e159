import { Interrupted } from "./interruption.mjs";

/** A failure the user can do something about: its message says what, so it is shown without a stack. */
export class SetupError extends Error {
  name = "SetupError";
}

/** Runs the body of a command-line tool; what it returns is the exit code. */
export async function main(body) {
  try {
    process.exitCode = (await body()) ?? 0;
  } catch (error) {
    if (error instanceof Interrupted) {
      process.exitCode = error.exitCode;
    } else if (error instanceof SetupError) {
      console.error(`\n${error.message}\n`);
      process.exitCode = 1;
    } else {
      throw error;
    }
  }
}
