import assert from "node:assert/strict";
import { type LocalAtlas, startLocalAtlas } from "../../atlas-local";
import { secret } from "../support/captured";
import { Project, projectId, workspaceName } from "./support/project";

const token = secret("s3cr3t-header-of-a-look-up");
const otherKey = secret("s3cr3t-key-for-look-ups-elsewhere");

describe("engine: look-ups", function () {
  this.timeout(120_000);
  let atlas: LocalAtlas;
  let other: LocalAtlas;
  let project: Project;

  before(async () => {
    atlas = await startLocalAtlas();
    other = await startLocalAtlas({ apiKeys: [{ publicKey: "other", privateKey: otherKey }] });
    for (const [server, url] of [
      [atlas, "https://example.com/hook"],
      [other, "https://example.com/other"],
    ] as const)
      server.put(projectId, workspaceName, {
        name: "hook",
        type: "Https",
        url,
        headers: { Authorization: token },
      });
  });
  afterEach(() => project?.remove());
  after(async () => {
    await atlas?.close();
    await other?.close();
  });

  const lookups = `const { AtlasProvider, getStreamConnection, getStreamConnectionOutput, getStreamConnections,
    getStreamConnectionsOutput } = require("pulumi-atlas-streams");`;

  it("return connections with one challenge, and header values as secrets", async () => {
    project = await Project.create({
      program: `${lookups}
        exports.url = getStreamConnection({ ...address, connectionName: "hook" }).then(({ url }) => url);
        exports.names = getStreamConnections(address).then(({ results }) => results.map((one) => one.connectionName));
        exports.one = getStreamConnectionOutput({ ...address, connectionName: "hook" });
        exports.all = getStreamConnectionsOutput(address).results;
        const provider = new AtlasProvider("other", { publicKey: "other", privateKey: "${otherKey}", baseUrl: "${other.url}" });
        exports.elsewhere = getStreamConnectionOutput({ ...address, connectionName: "hook" }, { provider }).url;`,
      config: {
        "mongodbatlas:publicKey": atlas.environment.MONGODB_ATLAS_PUBLIC_KEY ?? "",
        "mongodbatlas:baseUrl": atlas.url,
      },
    });
    const key = secret(atlas.environment.MONGODB_ATLAS_PRIVATE_KEY ?? "");
    await project.pulumi("config", "set", "--secret", "mongodbatlas:privateKey", key);
    await project.preview();
    assert.equal(atlas.requests.filter(({ status }) => status === 401).length, 1);
    const up = await project.up();
    assert.match(up, /elsewhere: "https:\/\/example\.com\/other"/);
    const outputs = JSON.parse(await project.pulumi("stack", "output", "--json"));
    assert.equal(outputs.url, "https://example.com/hook");
    assert.deepEqual(outputs.names, ["hook"]);
    for (const found of [outputs.one, outputs.all[0]]) {
      assert.equal(found.url, "https://example.com/hook");
      assert.equal(found.headers, "[secret]");
    }
    await project.up("--expect-no-changes");
  });

  it("are unknown until their connection exists, and can be inputs of other resources", async () => {
    project = await Project.create({
      atlas,
      program: `${lookups}
        const first = new StreamConnection("first", { ...address, connectionName: "first", type: "Https", url: "https://example.com/first" });
        const found = getStreamConnectionOutput({ ...address, connectionName: first.connectionName });
        new StreamConnection("second", { ...address, connectionName: "second", type: "Https", url: found.url,
          headers: getStreamConnectionOutput({ ...address, connectionName: "hook" }).headers });`,
    });
    assert.match(await project.preview(), /\+ 3 to create/);
    await project.up();
    const second = atlas.connection(projectId, workspaceName, "second");
    assert.deepEqual([second?.url, second?.headers], ["https://example.com/first", { Authorization: token }]);
    await project.preview("--expect-no-changes");
  });

  it("fail a preview with one line when the connection does not exist, unless the program handles the error", async () => {
    project = await Project.create({
      atlas,
      program: `${lookups}
        exports.handled = getStreamConnection({ ...address, connectionName: "x" }).catch(({ message }) => message);
        getStreamConnectionOutput({ ...address, connectionName: "missing" });`,
    });
    const output = await project.pulumiFails("preview");
    const errors = [...output.matchAll(/error: (.*)/g)].map(([, message]) => message);
    const why = "there is no such connection in Atlas";
    assert.deepEqual(
      [...new Set(errors)],
      [`could not look up connection ${projectId}/shop/missing: ${why}`],
    );
    assert.doesNotMatch(output, /\bat .*\.js:\d+/);
  });
});
