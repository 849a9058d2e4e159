import assert from "node:assert/strict";
import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { type LocalAtlas, startLocalAtlas } from "../../atlas-local";
import { captureFiles, environmentFor, projectId, workspaceName } from "../engine/support/project";
import { secret } from "../support/captured";
import { copyExample } from "./copy";
import { assertHas, run } from "./support";

describe("examples: automation-api", function () {
  this.timeout(120_000);
  let atlas: LocalAtlas;
  before(async () => {
    atlas = await startLocalAtlas();
  });
  after(() => atlas?.close());

  it("creates, keeps and deletes a tenant's connection", async () => {
    const token = secret("s3cr3t-token-of-a-tenant");
    const folder = await copyExample("automation-api");
    const backend = join(folder, "..", "backend");
    await mkdir(backend);
    const settings = {
      // The Automation API does not remove the temporary folder of a workspace.
      TMPDIR: backend,
      ATLAS_PROJECT_ID: projectId,
      ATLAS_WORKSPACE: workspaceName,
      HOOK_URL: "https://acme.example.com/hook",
      HOOK_TOKEN: token,
    };
    const environment = environmentFor(backend, { atlas, environment: settings });
    const start = (command: string) =>
      run(folder, ["npm", "start", "--silent", "--", command, "acme"], environment);
    const files = await readdir(folder);

    assert.match(await start("preview"), /\+ 2 to create/);
    assert.deepEqual(atlas.connections(projectId, workspaceName), []);
    assert.match(await start("up"), /acme-hook is READY/);
    const headers = { Authorization: `Bearer ${token}` };
    assertHas(atlas.connections(projectId, workspaceName), { "acme-hook": { type: "Https", headers } });
    assert.match(await start("preview"), /2 unchanged/);
    await captureFiles(backend);
    assert.match(await start("destroy"), /- 2 deleted/);
    assert.deepEqual(atlas.connections(projectId, workspaceName), []);
    assert.deepEqual(await readdir(folder), files);
  });
});
