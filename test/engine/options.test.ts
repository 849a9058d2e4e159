import assert from "node:assert/strict";
import { type LocalAtlas, startLocalAtlas } from "../../atlas-local";
import { Project, projectId, workspaceName } from "./support/project";

/** Statement that declares an Https connection. The resource has the connection's name, unless `resource` is given. */
const hook = (name: string, options = "{}", { resource = name, version = 1, more = "" } = {}) =>
  `const ${resource} = new StreamConnection("${resource}", { ...address, connectionName: "${name}", type: "Https",
    url: "https://example.com/${version}"${more} }, ${options});\n`;
const program = (version: number, renaming = "") => `
  ${hook("ignoring", `{ ignoreChanges: ["url"] }`, { version })}
  ${hook("replacing", `{ replaceOnChanges: ["url"] }`, { version })}
  ${hook("retained", "{ retainOnDelete: true }")}
  ${hook("guarded", "{ protect: true }")}
  ${renaming || hook("aliased")}
  ${hook("dependent", `{ dependsOn: ${renaming ? "renamed" : "aliased"} }`)}`;

describe("engine: resource options", function () {
  this.timeout(120_000);
  let atlas: LocalAtlas;
  let project: Project;

  before(async () => {
    atlas = await startLocalAtlas();
    project = await Project.create({ program: program(1), atlas });
    await project.up();
  });
  after(async () => {
    await project?.remove();
    await atlas?.close();
  });

  const requests = () =>
    atlas.requests
      .filter(({ method }) => method !== "GET")
      .map(({ method, path }) => `${method} ${path.split("/").at(-1)}`);
  const urlOf = (name: string) => atlas.connection(projectId, workspaceName, name)?.url;

  describe("in an update", () => {
    let preview: string;

    before(async () => {
      await project.write(
        program(2, hook("aliased", `{ aliases: [{ name: "aliased" }] }`, { resource: "renamed" })),
      );
      preview = await project.preview();
      atlas.clearRequests();
      await project.up();
    });

    it("ignoreChanges keeps a field unchanged", () => {
      assert.equal(urlOf("ignoring"), "https://example.com/1");
    });

    it("replaceOnChanges deletes before it creates, because the name is the same", () => {
      assert.match(preview, /\(replace\)/);
      assert.match(preview, /\+-1 to replace\s+6 unchanged/);
      assert.deepEqual(requests(), ["DELETE replacing", "POST connections"]);
      assert.equal(urlOf("replacing"), "https://example.com/2");
    });

    it("aliases keep the connection of a renamed resource", async () => {
      const { renamed, aliased } = await project.resources();
      assert.equal(renamed?.outputs.connectionId, atlas.connection(projectId, workspaceName, "aliased")?.id);
      assert.equal(aliased, undefined);
    });
  });

  describe("in a destroy", () => {
    before(() => atlas.clearRequests());

    it("protect prevents a delete", async () => {
      assert.match(await project.pulumiFails("destroy", "--yes", "--skip-preview"), /protected/);
      assert.ok(urlOf("guarded"));
    });

    it("retainOnDelete keeps the connection in Atlas, and dependsOn orders the deletes", async () => {
      await project.destroy("--exclude-protected");
      assert.deepEqual(Object.keys(await project.resources()), ["guarded"]);
      assert.ok(urlOf("retained"));
      assert.deepEqual(requests().sort(), [
        "DELETE aliased",
        "DELETE dependent",
        "DELETE ignoring",
        "DELETE replacing",
      ]);
      assert.ok(requests().indexOf("DELETE dependent") < requests().indexOf("DELETE aliased"));
    });
  });
});

describe("engine: adopt", function () {
  this.timeout(120_000);
  let atlas: LocalAtlas;
  let project: Project;
  const adopt = ", adopt: true";
  const theirs = hook("theirs", "{}", { more: adopt });

  before(async () => {
    atlas = await startLocalAtlas();
    for (const name of ["theirs", "refused"])
      atlas.put(projectId, workspaceName, { name, type: "Https", url: "https://example.com/theirs" });
    project = await Project.create({ program: hook("hook") + theirs, atlas });
  });
  after(async () => {
    await project?.remove();
    await atlas?.close();
  });

  it("takes over an existing connection, and the preview says so", async () => {
    assert.match(await project.preview(), /connection theirs exists already, and will be taken over/);
    await project.up();
    assert.equal(atlas.connection(projectId, workspaceName, "theirs")?.url, "https://example.com/1");
  });

  it("is in the error of a rename without an alias, which loses nothing", async () => {
    await project.write(hook("hook", "{}", { resource: "renamed" }) + theirs);
    const output = await project.pulumiFails("up", "--yes", "--skip-preview");
    assert.match(output, /STREAM_CONNECTION_NAME_ALREADY_EXISTS/);
    assert.match(output, /alias/);
    assert.match(output, /adopt: true/);
    assert.ok(atlas.connection(projectId, workspaceName, "hook"));
  });

  it("keeps the connection of a renamed resource, also when the up fails before the former resource is deleted", async () => {
    const before = atlas.connection(projectId, workspaceName, "hook")?.id;
    const renamed = hook("hook", "{}", { resource: "renamed", more: adopt }) + theirs;
    await project.write(renamed + hook("refused"));
    await project.pulumiFails("up", "--yes", "--skip-preview");
    assert.deepEqual(Object.keys(await project.resources()).sort(), ["hook", "renamed", "theirs"]);
    await project.write(renamed);
    const output = await project.up();
    assert.match(output, /connection hook is not deleted, because another resource of the program owns it/);
    assert.deepEqual(Object.keys(await project.resources()).sort(), ["renamed", "theirs"]);
    assert.equal(atlas.connection(projectId, workspaceName, "hook")?.id, before);
    await project.unchanged();
    await project.destroy();
    assert.equal(atlas.connection(projectId, workspaceName, "hook"), undefined);
  });
});
