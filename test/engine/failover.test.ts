import assert from "node:assert/strict";
import { type LocalAtlas, startLocalAtlas } from "../../atlas-local";
import { secret } from "../support/captured";
import { Project, projectId, workspaceName } from "./support/project";

const name = "orders";
const passwords = [secret("s3cr3t-of-virginia"), secret("s3cr3t-of-dublin"), secret("s3cr3t-of-frankfurt")];

function program({
  host = "dublin.example.com",
  regions = ["DUBLIN_IRL", "FRANKFURT_DEU"],
  access = "PUBLIC",
} = {}): string {
  return `
    const passwords = ${JSON.stringify(passwords)};
    const kafka = (host, password) => ({
      type: "Kafka", bootstrapServers: host + ":9092", security: { protocol: "SASL_SSL" },
      authentication: { mechanism: "PLAIN", username: "atlas", password },
    });
    const orders = new StreamConnection("orders", {
      ...address, connectionName: "${name}", ...kafka("virginia.example.com", passwords[0]),
      networking: { access: { type: "${access}" } },
    });
    const regions = ${JSON.stringify(regions)};
    for (const [index, region] of regions.entries())
      new StreamConnectionFailover("orders-" + region, {
        ...address, connectionName: orders.connectionName, region, ...kafka("${host}", passwords[index + 1]),
      });
  `;
}

describe("engine: failover connections", function () {
  this.timeout(120_000);
  let atlas: LocalAtlas;
  let project: Project;
  const shown = () => atlas.failovers(projectId, workspaceName, name);

  before(async () => {
    // Concurrent writes to one workspace would lose updates.
    atlas = await startLocalAtlas({ lostUpdateRaceMs: 50 });
    project = await Project.create({ program: program(), atlas });
  });
  after(async () => {
    await project?.remove();
    await atlas?.close();
  });

  it("are created after their connection, their writes do not overlap, and nothing is left to do", async () => {
    await project.up();
    assert.deepEqual(
      shown()
        .map(({ region }) => region)
        .sort(),
      ["DUBLIN_IRL", "FRANKFURT_DEU"],
    );
    const resources = await project.resources();
    for (const { id, region } of shown()) {
      const resource = resources[`orders-${region}`];
      assert.equal(resource?.type, "pulumi-nodejs:dynamic/mongodbatlas:StreamConnectionFailover");
      assert.equal(resource.id, `${projectId}/${workspaceName}/${name}/${id}`);
    }
    await project.unchanged();
  });

  it("have the position in the user's program, like connections", async () => {
    const { resources = [] } = await project.deployment();
    const positions = resources.map((resource) => (resource as { sourcePosition?: string }).sourcePosition);
    const own = resources.flatMap(({ type }, index) =>
      /:StreamConnection/.test(type) ? [positions[index]] : [],
    );
    assert.equal(own.length, 3);
    for (const position of own) assert.match(position ?? "", /index\.js#\d+,\d+$/);
  });

  it("are updated in place, found when they drift, replaced with their connection, and deleted before it", async () => {
    await project.write(program({ host: "new.example.com" }));
    await project.up();
    assert.deepEqual(
      new Set(shown().map(({ bootstrapServers }) => bootstrapServers)),
      new Set(["new.example.com:9092"]),
    );
    const [first] = shown();
    atlas.removeFailover(projectId, workspaceName, name, String(first?.id));
    assert.match(
      await project.pulumi("preview", "--refresh", "--diff"),
      /StreamConnectionFailover: \(create\)/,
    );
    await project.write(program({ host: "new.example.com", regions: ["DUBLIN_IRL"] }));
    await project.up("--refresh");
    assert.deepEqual(
      shown().map(({ region }) => region),
      ["DUBLIN_IRL"],
    );
    await project.write(program({ host: "new.example.com", regions: ["DUBLIN_IRL"], access: "VPC" }));
    atlas.clearRequests();
    const output = await project.up();
    assert.match(
      output,
      /DUBLIN_IRL\) will be deleted and created again by pulumi up, because its connectionName/,
    );
    const writes = atlas.requests.filter(({ method }) => method !== "GET");
    assert.deepEqual(
      writes.map(({ method, path }) => `${method} ${/failover/.test(path) ? "failover" : "connection"}`),
      ["DELETE failover", "DELETE connection", "POST connection", "POST failover"],
    );
    await project.unchanged();
    atlas.clearRequests();
    await project.destroy();
    const deletions = atlas.requests.filter(({ method }) => method === "DELETE").map(({ path }) => path);
    assert.equal(deletions.length, 2);
    assert.match(deletions[0] ?? "", /failoverConnections/);
    assert.deepEqual(atlas.connections(projectId, workspaceName), []);
  });
});
