import assert from "node:assert/strict";
import { startLocalAtlas } from "../../atlas-local";
import { Project, projectId, workspaceName } from "../engine/support/project";
import { copyExample } from "./copy";
import { assertHas, configure, environment } from "./support";
import { type Example, programs } from "./table";

/** Runs up and destroy. That a second run changes nothing is a matter of the provider, not of a program. */
async function runThrough(
  name: string,
  { config, secrets, connections, writeOnly = {} }: Example,
): Promise<void> {
  const atlas = await startLocalAtlas();
  try {
    const project = await Project.open(await copyExample(name), { atlas, environment });
    try {
      await configure(project, { projectId, workspaceName, ...config }, secrets);
      await project.up();
      assertHas(atlas.connections(projectId, workspaceName), connections);
      for (const [connection, values] of Object.entries(writeOnly))
        assert.deepEqual(atlas.secretsOf(projectId, workspaceName, connection), values);
      await project.destroy();
      assert.deepEqual(atlas.connections(projectId, workspaceName), []);
    } finally {
      await project.remove();
    }
  } finally {
    await atlas.close();
  }
}

describe("examples: programs, from up to destroy", function () {
  this.timeout(120_000);
  for (const [name, example] of Object.entries(programs)) it(name, () => runThrough(name, example));
});
