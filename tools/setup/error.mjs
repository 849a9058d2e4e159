/** A failure that the user can correct. Its message says how, so it is printed without a stack trace. */
export class SetupError extends Error {
  /** @override */
  name = "SetupError";
}

/**
 * Runs the body of a command.
 *
 * @param {() => Promise<number>} body returns the exit code
 */
export async function main(body) {
  try {
    process.exitCode = await body();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(`\n${error.message}\n`);
    process.exitCode = 1;
  }
}
