import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { removeConsumer } from "../engine/support/consumer";

// Every local Atlas of this run, in all processes, records its exchanges here for test/zz-everything.
const folder = mkdtempSync(join(tmpdir(), "pulumi-atlas-streams-exchanges-"));
process.env.ATLAS_LOCAL_RECORD_FILE = join(folder, "exchanges.jsonl");

export const mochaHooks = {
  async afterAll() {
    rmSync(folder, { recursive: true, force: true });
    await removeConsumer();
  },
};
