import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { secret } from "../support/captured";
import { exampleSecrets } from "../support/examples";
import { Project } from "./support/project";

const fixture = (name: string) => readFile(join(__dirname, "fixtures", name), "utf8");

/**
 * The fixtures are a program and the state that the build of that version wrote for it (`pulumi stack export
 * --show-secrets`). Releases may add fixtures, but never change them. If a release showed a change in such a state, it
 * would update every connection of every user.
 */
describe("engine: state written by a previous build", function () {
  this.timeout(60_000);
  let project: Project;
  after(() => project?.remove());

  it("previews without changes and without requests", async () => {
    exampleSecrets.forEach(secret);
    const nowhere = {
      MONGODB_ATLAS_BASE_URL: "http://127.0.0.1:9",
      MONGODB_ATLAS_PUBLIC_KEY: "public",
      MONGODB_ATLAS_PRIVATE_KEY: secret("s3cr3t-private-key-of-nobody"),
    };
    const args = await fixture("program-0.1.0.json");
    const program = `for (const [name, args] of Object.entries(${args})) new StreamConnection(name, args);`;
    project = await Project.create({ program, environment: nowhere });
    await project.importState(await fixture("state-0.1.0.json"));
    assert.equal(Object.keys(await project.resources()).length, 10);
    const preview = await project.preview("--expect-no-changes");
    assert.match(preview, /11 unchanged/);
  });
});
