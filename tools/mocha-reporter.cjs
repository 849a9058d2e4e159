const { writeFileSync } = require("node:fs");
const { reporters } = require("mocha");

/** How long things may take to close once all tests are done, in milliseconds. */
const defaultClosingMs = 20_000;

/**
 * Mocha's own report, the counts in a file for tools/test.mjs, and an end: mocha waits for whatever a test has left
 * open, for ever. CommonJS because mocha loads it with `require`.
 */
module.exports = class extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const { counts, closingMs = defaultClosingMs } = options.reporterOptions;
    runner.once("end", () => {
      writeFileSync(counts, JSON.stringify(this.stats));
      setTimeout(failOpen, Number(closingMs)).unref();
    });
  }
};

function failOpen() {
  const resources = process.getActiveResourcesInfo().join(", ");
  console.error(`All tests are done, but one of them keeps the process alive: ${resources}.`);
  // Mocha sets its own code at the exit; the last one to do so counts.
  process.once("exit", () => {
    process.exitCode = 1;
  });
  process.exit();
}
