import assert from "node:assert/strict";
import { type LocalAtlas, startLocalAtlas } from "../../atlas-local";
import { Project, projectId, workspaceName } from "./support/project";

/** A program with one Https connection, its URL and its resource options. */
const one = (options: string, { name = "hook", url = "https://example.com/1", more = "" } = {}) => `
  const hook = new StreamConnection("${name}", { ...address, connectionName: "hook", type: "Https", url: "${url}" }, ${options});
  ${more}
`;

describe("engine: resource options", function () {
  this.timeout(120_000);
  let atlas: LocalAtlas;
  let project: Project;

  beforeEach(async () => {
    atlas = await startLocalAtlas();
  });
  afterEach(async () => {
    await project?.remove();
    await atlas?.close();
  });

  const start = async (program: string) => {
    project = await Project.create({ program, atlas });
    await project.up();
    atlas.clearRequests();
  };
  const writes = () => atlas.requests.filter(({ method }) => method !== "GET").map(({ method }) => method);

  it("ignoreChanges keeps a field unchanged", async () => {
    await start(one(`{ ignoreChanges: ["url"] }`));
    await project.write(one(`{ ignoreChanges: ["url"] }`, { url: "https://example.com/2" }));
    await project.preview("--expect-no-changes");
    await project.up("--expect-no-changes");
    assert.deepEqual(writes(), []);
  });

  it("protect prevents a delete", async () => {
    await start(one("{ protect: true }"));
    assert.match(await project.pulumiFails("destroy", "--yes", "--skip-preview"), /protected/);
    assert.ok(atlas.connection(projectId, workspaceName, "hook"));
  });

  it("retainOnDelete removes the connection from the state and keeps it in Atlas", async () => {
    await start(one("{ retainOnDelete: true }"));
    await project.destroy();
    assert.deepEqual(writes(), []);
    assert.ok(atlas.connection(projectId, workspaceName, "hook"));
  });

  it("replaceOnChanges deletes before it creates, because the name is the same", async () => {
    await start(one(`{ replaceOnChanges: ["url"] }`));
    await project.write(one(`{ replaceOnChanges: ["url"] }`, { url: "https://example.com/2" }));
    assert.match(await project.preview(), /\(replace\)/);
    await project.up();
    assert.deepEqual(writes(), ["DELETE", "POST"]);
    assert.equal(atlas.connection(projectId, workspaceName, "hook")?.url, "https://example.com/2");
  });

  it("aliases keep the connection of a renamed resource", async () => {
    await start(one("{}"));
    await project.write(one(`{ aliases: [{ name: "hook" }] }`, { name: "renamed" }));
    await project.preview("--expect-no-changes");
    await project.up();
    assert.deepEqual(writes(), []);
    assert.ok((await project.resources()).renamed);
  });

  it("a rename without an alias fails with a solution, and loses nothing", async () => {
    await start(one("{}"));
    await project.write(one("{}", { name: "renamed" }));
    const output = await project.pulumiFails("up", "--yes", "--skip-preview");
    assert.match(output, /STREAM_CONNECTION_NAME_ALREADY_EXISTS/);
    assert.match(output, /alias/);
    assert.match(output, /adopt: true/);
    assert.ok(atlas.connection(projectId, workspaceName, "hook"));
  });

  it("adopt takes over an existing connection, and the preview says so", async () => {
    atlas.put(projectId, workspaceName, { name: "hook", type: "Https", url: "https://example.com/theirs" });
    const program = `new StreamConnection("hook", { ...address, connectionName: "hook", type: "Https", url: "https://example.com/ours", adopt: true });`;
    project = await Project.create({ program, atlas });
    assert.match(await project.preview(), /connection hook exists already, and will be taken over/);
    await project.up();
    assert.equal(atlas.connection(projectId, workspaceName, "hook")?.url, "https://example.com/ours");
    await project.preview("--expect-no-changes");
  });

  it("a rename with adopt keeps the connection, also when the up fails before the former resource is deleted", async () => {
    const adopting = (more = "") =>
      `new StreamConnection("renamed", { ...address, connectionName: "hook", type: "Https", url: "https://example.com/1", adopt: true });${more}`;
    await start(one("{}"));
    const before = atlas.connection(projectId, workspaceName, "hook")?.id;
    const refused = `new StreamConnection("refused", { ...address, connectionName: "refused", type: "Https", url: "https://example.com/" });`;
    atlas.put(projectId, workspaceName, {
      name: "refused",
      type: "Https",
      url: "https://example.com/theirs",
    });
    await project.write(adopting(refused));
    await project.pulumiFails("up", "--yes", "--skip-preview");
    assert.deepEqual(Object.keys(await project.resources()).sort(), ["hook", "renamed"]);
    await project.write(adopting());
    const output = await project.up();
    assert.match(output, /connection hook is not deleted, because another resource of the program owns it/);
    assert.deepEqual(Object.keys(await project.resources()), ["renamed"]);
    assert.equal(atlas.connection(projectId, workspaceName, "hook")?.id, before);
    await project.refresh("--expect-no-changes");
    await project.preview("--expect-no-changes");
    await project.destroy();
    assert.equal(atlas.connection(projectId, workspaceName, "hook"), undefined);
  });

  it("dependsOn orders creation and deletion", async () => {
    const second = `new StreamConnection("second", { ...address, connectionName: "second", type: "Https", url: "https://example.com/" }, { dependsOn: hook });`;
    await start(one("{}", { more: second }));
    const { hook, second: dependent } = await project.resources();
    assert.ok(hook && dependent);
    await project.destroy();
    const deletes = atlas.requests
      .filter(({ method }) => method === "DELETE")
      .map(({ path }) => path.split("/").at(-1));
    assert.deepEqual(deletes, ["second", "hook"]);
  });
});
