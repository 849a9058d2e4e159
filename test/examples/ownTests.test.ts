import assert from "node:assert/strict";
import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { environmentFor } from "../engine/support/project";
import { secret } from "../support/captured";
import { copyExample } from "./copy";
import { environment, run } from "./support";

/** Runs `npm test` of the examples that contain tests. */
describe("examples: users' own tests", function () {
  this.timeout(120_000);

  for (const [name, count] of [
    ["unit-test", 5],
    ["integration-test", 4],
  ] as const) {
    it(`${name} passes and removes its files`, async () => {
      for (const text of ["not-a-real-password", "not-a-real-token"]) secret(text);
      const folder = await copyExample(name);
      const backend = join(folder, "..", "backend");
      await mkdir(backend);
      const files = await readdir(folder);
      const output = await run(folder, ["npm", "test"], environmentFor(backend, { environment }));
      assert.match(output, new RegExp(`${count} passing`));
      assert.doesNotMatch(output, /failing|pending/);
      assert.deepEqual(await readdir(folder), files);
    });
  }
});
