import assert from "node:assert/strict";
import { type LocalAtlas, startLocalAtlas } from "../../atlas-local";
import { Project, projectId, workspaceName } from "./support/project";

describe("engine: StreamConnection.get", function () {
  this.timeout(120_000);
  let atlas: LocalAtlas;
  let project: Project;

  before(async () => {
    atlas = await startLocalAtlas();
    atlas.put(projectId, workspaceName, {
      name: "existing",
      type: "S3",
      aws: { roleArn: "arn:aws:iam::123456789012:role/atlas" },
    });
  });
  after(async () => {
    await project?.remove();
    await atlas?.close();
  });

  it("reads an existing connection, and never deletes it", async () => {
    project = await Project.create({
      atlas,
      program: `
        const found = StreamConnection.get("found", "${projectId}/${workspaceName}/existing");
        exports.role = found.aws.apply((aws) => aws.roleArn);
        exports.state = found.state;
        exports.type = found.type;
      `,
    });
    await project.up();
    const outputs = await project.pulumi("stack", "output");
    assert.match(outputs, /role\s+arn:aws:iam::123456789012:role\/atlas/);
    assert.match(outputs, /state\s+READY/);
    assert.match(outputs, /type\s+S3/);
    await project.up("--expect-no-changes");
    await project.destroy();
    assert.ok(atlas.connection(projectId, workspaceName, "existing"));
  });

  it("fails with the name of a connection that does not exist", async () => {
    await project.write(`StreamConnection.get("missing", "${projectId}/${workspaceName}/missing");`);
    const output = await project.pulumiFails("up", "--yes", "--skip-preview");
    assert.match(
      output,
      new RegExp(
        `could not read connection ${projectId}/${workspaceName}/missing: there is no such connection`,
      ),
    );
    assert.doesNotMatch(output, /\bat .*\.js:\d+/);
  });
});
