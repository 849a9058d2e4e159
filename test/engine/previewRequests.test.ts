import assert from "node:assert/strict";
import { type LocalAtlas, startLocalAtlas } from "../../atlas-local";
import { Project, projectId } from "./support/project";

const workspaces = 5;
const count = 30;
const program = `for (let i = 0; i < ${count}; i++) new StreamConnection("hook-" + i, {
  ...address, workspaceName: "workspace-" + (i % ${workspaces}), connectionName: "hook-" + i, type: "Https", url: "https://example.com/" });`;

describe("engine: the requests of a preview and its update", () => {
  let atlas: LocalAtlas;
  let project: Project;

  before(async () => {
    atlas = await startLocalAtlas();
    project = await Project.create({ program, atlas });
  });
  after(async () => {
    await project?.remove();
    await atlas?.close();
  });
  beforeEach(() => atlas.clearRequests());

  const lists = () =>
    atlas.requests.filter(({ method, status }) => method === "GET" && status === 200).length;

  it("are a challenge and one list per workspace in the preview", async () => {
    atlas.put(projectId, "workspace-1", { name: "hook-1", type: "Https", url: "https://example.com/" });
    const output = await project.preview();
    assert.equal(output.match(/exists already/g)?.length, 1, output);
    assert.equal(atlas.requests.length, workspaces + 1);
    atlas.remove(projectId, "workspace-1", "hook-1");
  });

  it("are a challenge, one list and one POST per connection in the update", async () => {
    await project.up();
    // A busy machine may begin to create a moment later.
    assert.ok(lists() <= 2, String(lists()));
    assert.equal(atlas.requests.length, 1 + lists() + count);
  });

  it("are none in a preview without a new connection", async () => {
    await project.preview("--expect-no-changes");
    assert.equal(atlas.requests.length, 0);
  });
});
