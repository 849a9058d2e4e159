import assert from "node:assert/strict";
import { startLocalAtlas } from "../../atlas-local";
import { Project, projectId, workspaceName } from "../engine/support/project";
import { copyExample } from "./copy";
import { assertHas, configure, environment } from "./support";
import { type Example, programs } from "./table";

/** A stack's whole life. */
async function live(name: string, { config, secrets, connections, writeOnly = {} }: Example): Promise<void> {
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
  const lives = new Map<string, Promise<void>>();

  function begin(name: string | undefined): Promise<void> | undefined {
    const example = name === undefined ? undefined : programs[name];
    if (name === undefined || !example) return undefined;
    const life = lives.get(name) ?? live(name, example);
    // Its own test tells of a failure, if that is among the chosen ones.
    life.catch(() => {});
    lives.set(name, life);
    return life;
  }

  after(() => Promise.allSettled(lives.values()));

  names.forEach((name, index) => {
    it(name, async () => {
      const life = begin(name);
      // Two at a time: much of a life is waiting for one process to start the next.
      void begin(names[index + 1]);
      await life;
    });
  });
});
