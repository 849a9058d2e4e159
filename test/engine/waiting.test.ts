import assert from "node:assert/strict";
import { type LocalAtlas, startLocalAtlas } from "../../atlas-local";
import { Project, projectId, workspaceName } from "./support/project";

const program = (create: string) => `
  new StreamConnection("lake", { ...address, connectionName: "lake", type: "S3", timeouts: { create: "${create}", update: "60s" },
    aws: { roleArn: "arn:aws:iam::123456789012:role/atlas" }, networking: { access: { type: "VPC" } } });
`;

describe("engine: waiting for READY", function () {
  this.timeout(120_000);
  let atlas: LocalAtlas;
  let project: Project;

  beforeEach(async () => {
    atlas = await startLocalAtlas({ pendingMs: { VPC: 600_000 } });
    project = await Project.create({ program: program("1s"), atlas });
  });
  afterEach(async () => {
    await project?.remove();
    await atlas?.close();
  });

  it("keeps a connection in the state when it is not READY in time, and the next up continues to wait", async () => {
    const output = await project.pulumiFails("up", "--yes", "--skip-preview");
    assert.match(output, /still waiting for connection lake to become READY \(it is PENDING\) after 1s/);
    const { lake } = await project.resources();
    assert.equal(lake?.outputs.state, "PENDING");
    assert.equal(lake.initErrors?.length, 1);

    atlas.setState(projectId, workspaceName, "lake", "READY");
    atlas.clearRequests();
    await project.up();
    assert.equal((await project.resources()).lake?.outputs.state, "READY");
    assert.deepEqual(
      atlas.requests.filter(({ method }) => method !== "GET"),
      [],
    );
    await project.preview("--expect-no-changes");
  });

  it("replaces a FAILED connection, and says so in the preview", async () => {
    await project.pulumiFails("up", "--yes", "--skip-preview");
    atlas.setState(projectId, workspaceName, "lake", "FAILED");
    await project.refresh();
    const preview = await project.preview();
    assert.match(preview, /connection lake is FAILED in Atlas and will be replaced/);
    assert.match(preview, /\(replace\)/);

    const healing = setInterval(() => {
      if (atlas.connection(projectId, workspaceName, "lake")?.state === "PENDING") {
        atlas.setState(projectId, workspaceName, "lake", "READY");
      }
    }, 50);
    try {
      await project.write(program("60s"));
      await project.up();
    } finally {
      clearInterval(healing);
    }
    assert.equal((await project.resources()).lake?.outputs.state, "READY");
  });
});
