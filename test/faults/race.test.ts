import assert from "node:assert/strict";
import { type LocalAtlas, startLocalAtlas } from "../../atlas-local";
import { Project, projectId, workspaceName } from "../engine/support/project";

const wanted = Array.from({ length: 40 }, (_, index) => `hook-${index}`);

const program = `
  for (const connectionName of ${JSON.stringify(wanted)})
    new StreamConnection(connectionName, { ...address, connectionName, type: "Https", url: "https://example.com/" + connectionName });
`;

describe("the engine with a workspace that loses concurrent writes", function () {
  this.timeout(200_000);
  let atlas: LocalAtlas;
  let project: Project;

  before(async () => {
    atlas = await startLocalAtlas({ lostUpdateRaceMs: 5 });
    project = await Project.create({ program, atlas });
  });
  after(async () => {
    await project?.remove();
    await atlas?.close();
  });

  it("creates all of 40 connections at once", async () => {
    await project.up("--parallel", "40");
    const there = atlas.connections(projectId, workspaceName);
    assert.deepEqual(there.map(({ name }) => name).sort(), [...wanted].sort());
    assert.deepEqual(Object.keys(await project.resources()).sort(), [...wanted].sort());
    assert.equal(atlas.requests.filter(({ method }) => method === "POST").length, wanted.length);
  });
});
