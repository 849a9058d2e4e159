const { reporters } = require("mocha");

/** Time that open resources have to close after the last test. */
const DEFAULT_CLOSING_MS = 20_000;

/**
 * Mocha's report, with a last line for CI. It also ends the process if a test has left something open, because mocha
 * would wait for it forever. This is CommonJS because mocha loads reporters with `require`.
 */
module.exports = class extends reporters.Spec {
  /**
   * @param {import("mocha").Runner} runner
   * @param {import("mocha").MochaOptions} options
   */
  constructor(runner, options) {
    super(runner, options);
    const { closingMs = DEFAULT_CLOSING_MS } = options.reporterOptions ?? {};
    let isComplete = false;
    runner.once("end", () => {
      isComplete = true;
      const { passes, failures, pending } = this.stats;
      console.log(`${passes} passed, ${failures} failed${pending > 0 ? `, ${pending} skipped` : ""}`);
      setTimeout(endWithFailure, Number(closingMs)).unref();
    });
    process.once("exit", () => {
      // Mocha itself would report success.
      if (!isComplete) process.exitCode = 1;
    });
  }
};

function endWithFailure() {
  const resources = process.getActiveResourcesInfo().join(", ");
  console.error(`All tests are done, but one of them keeps the process alive: ${resources}.`);
  // Mocha sets its own exit code at the exit, so this listener must come after mocha's.
  process.once("exit", () => {
    process.exitCode = 1;
  });
  process.exit();
}
