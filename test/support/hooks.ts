import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { assertValid, checkRecordFile } from "../contract/exchanges";
import { hasContract } from "../contract/folder";
import { takeLeaks } from "./captured";
import { runFolder } from "./runFolder";

/** Runs once, before mocha starts its worker processes, so that they share the folder. */
export function mochaGlobalSetup(): void {
  runFolder();
}

/** Run in each worker process, before and after each file. */
export const mochaHooks = {
  beforeAll() {
    // Every local Atlas records its exchanges here, also in child processes.
    process.env.ATLAS_LOCAL_RECORD_FILE = join(runFolder(), `exchanges-${process.pid}.jsonl`);
  },

  async afterAll(this: Mocha.Context) {
    this.timeout(120_000);
    assert.deepEqual(takeLeaks(), [], "secrets in captured output");
    const { ATLAS_LOCAL_RECORD_FILE: exchanges = "" } = process.env;
    if (hasContract) assertValid(await checkRecordFile(exchanges));
    await rm(exchanges, { force: true });
  },
};
