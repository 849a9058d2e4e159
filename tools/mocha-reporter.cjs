const { writeFileSync } = require("node:fs");
const { reporters } = require("mocha");

/** Mocha's own report, and the counts in a file for tools/test.mjs. CommonJS because mocha loads it with `require`. */
module.exports = class extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.once("end", () => writeFileSync(options.reporterOptions.counts, JSON.stringify(this.stats)));
  }
};
