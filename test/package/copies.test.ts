import assert from "node:assert/strict";
import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type LocalAtlas, startLocalAtlas } from "../../atlas-local";
import { consumerFolder } from "../engine/support/consumer";
import { Project, projectId, workspaceName } from "../engine/support/project";
import { secret } from "../support/captured";
import { frozenText } from "./installation";

const key = secret("s3cr3t-private-key-for-two-copies");

describe("package: a second copy below another package", function () {
  this.timeout(240_000);
  let atlas: LocalAtlas;
  let project: Project;

  beforeEach(async () => {
    atlas = await startLocalAtlas({ apiKeys: [{ publicKey: "key", privateKey: key }] });
    atlas.put(projectId, workspaceName, { name: "theirs", type: "Https", url: "https://example.com/theirs" });
  });
  afterEach(async () => {
    await project?.remove();
    await atlas?.close();
  });

  /** Installs `our-streams` with a copy of the package below it; returns that copy's folder. */
  async function installOurStreams(manifest: object): Promise<string> {
    const folder = join(project.folder, "node_modules", "our-streams");
    const copy = join(folder, "node_modules", "pulumi-atlas-streams");
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "package.json"), JSON.stringify({ name: "our-streams", ...manifest }));
    await writeFile(join(folder, "index.js"), `module.exports = require("pulumi-atlas-streams");`);
    await cp(join(await consumerFolder(), "node_modules", "pulumi-atlas-streams"), copy, { recursive: true });
    return copy;
  }

  it("works, and both copies work together", async () => {
    project = await Project.create({
      config: { "mongodbatlas:baseUrl": atlas.url },
      program: `
        const ours = require("pulumi-atlas-streams");
        const copy = require("our-streams");
        // The program may leave its folder: that is no reason for a warning.
        process.chdir(require("node:os").tmpdir());
        const settings = { publicKey: "key", privateKey: "${key}" };
        const provider = new copy.AtlasProvider("of-copy", settings);
        const own = new ours.AtlasProvider("own", settings);
        const one = new copy.StreamConnection("one", { ...address, connectionName: "sample_stream_solar", type: "Sample" }, { provider: own });
        const two = new StreamConnection("two", { ...address, connectionName: "hook", type: "Https", url: "https://example.com/" }, { provider });
        const theirs = { ...address, connectionName: "theirs" };
        exports.isOneCopy = copy.StreamConnection === StreamConnection;
        exports.areInstances = [StreamConnection.isInstance(one), copy.StreamConnection.isInstance(two)];
        exports.urls = [
          ours.getStreamConnectionOutput(theirs, { provider }).url,
          copy.getStreamConnection(theirs, { provider: own }).then(({ url }) => url),
        ];
      `,
    });
    await installOurStreams({ exports: { ".": "./index.js" } });
    assert.doesNotMatch(await project.up(), /cannot be found/);
    assert.deepEqual(JSON.parse(await project.pulumi("stack", "output", "--json")), {
      isOneCopy: false,
      areInstances: [true, true],
      urls: ["https://example.com/theirs", "https://example.com/theirs"],
    });
    const frozen = await frozenText("installed");
    const resources = Object.values(await project.resources());
    assert.equal(resources.length, 2);
    for (const { inputs, outputs } of resources) {
      assert.equal(inputs.__provider, frozen);
      assert.equal(outputs.__provider, frozen);
    }
  });

  it("is no longer needed after the next up, which sends no request, where an earlier release stored its path", async () => {
    const one = `new StreamConnection("one", { ...address, connectionName: "hook", type: "Https", url: "https://example.com/" });`;
    project = await Project.create({
      program: one,
      environment: {
        MONGODB_ATLAS_PUBLIC_KEY: "key",
        MONGODB_ATLAS_PRIVATE_KEY: key,
        MONGODB_ATLAS_BASE_URL: atlas.url,
      },
    });
    await project.up();
    const state = await project.pulumi("stack", "export");
    const path = "pulumi-atlas-streams/dist/provider/lifecycle.js";
    await project.importState(state.replaceAll(path, `our-streams/node_modules/${path}`));
    const copy = await installOurStreams({});
    await project.refresh("--expect-no-changes");

    await rm(copy, { recursive: true });
    assert.match(await project.pulumiFails("refresh", "--yes", "--skip-preview"), /Cannot find module/);
    atlas.clearRequests();
    assert.match(
      await project.preview(),
      /the state of connection hook names another copy of pulumi-atlas-streams; pulumi up corrects that/,
    );
    await project.up();
    assert.deepEqual(atlas.requests, []);

    const frozen = await frozenText("installed");
    const { inputs, outputs } = (await project.resources()).one ?? assert.fail("one is in the state");
    assert.equal(inputs.__provider, frozen);
    assert.equal(outputs.__provider, frozen);
    await project.preview("--expect-no-changes");
    await project.refresh("--expect-no-changes");
    await project.destroy();
    assert.equal(atlas.connection(projectId, workspaceName, "hook"), undefined);
  });
});
