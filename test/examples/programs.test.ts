import assert from "node:assert/strict";
import { startLocalAtlas } from "../../atlas-local";
import { Project, projectId, workspaceName } from "../engine/support/project";
import { copyExample } from "./copy";
import { assertHas, configure, environment } from "./support";
import { type Example, programs } from "./table";

/** Runs preview, up and destroy. */
async function runThrough(
  name: string,
  { config, secrets, connections, writeOnly = {} }: Example,
): Promise<void> {
  const atlas = await startLocalAtlas();
  try {
    const project = await Project.open(await copyExample(name), { atlas, environment });
    try {
      await configure(project, { projectId, workspaceName, ...config }, secrets);
      await project.preview();
      assert.deepEqual(atlas.connections(projectId, workspaceName), []);
      await project.up();
      assertHas(atlas.connections(projectId, workspaceName), connections);
      for (const [connection, values] of Object.entries(writeOnly))
        assert.deepEqual(atlas.secretsOf(projectId, workspaceName, connection), values);
      await project.preview("--expect-no-changes");
      await project.destroy();
      assert.deepEqual(atlas.connections(projectId, workspaceName), []);
    } finally {
      await project.remove();
    }
  } finally {
    await atlas.close();
  }
}

describe("examples: programs, from preview to destroy", function () {
  this.timeout(120_000);
  const names = Object.keys(programs);
  const results = new Map<string, Promise<void>>();

  function begin(name: string | undefined): Promise<void> | undefined {
    const example = name === undefined ? undefined : programs[name];
    if (name === undefined || !example) return undefined;
    const result = results.get(name) ?? runThrough(name, example);
    // The test of the example reports a failure, if it runs.
    result.catch(() => {});
    results.set(name, result);
    return result;
  }

  after(() => Promise.allSettled(results.values()));

  names.forEach((name, index) => {
    it(name, async () => {
      const result = begin(name);
      // Two at a time, because most of the time is spent on starting processes.
      void begin(names[index + 1]);
      await result;
    });
  });
});
