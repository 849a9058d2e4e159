import assert from "node:assert/strict";
import { type LocalAtlas, startLocalAtlas } from "../../atlas-local";
import { Project } from "./support/project";

const program = (access: string) => `
  const lake = new StreamConnection("lake", { ...address, connectionName: "lake", type: "S3",
    aws: { roleArn: "arn:aws:iam::123456789012:role/x" }, networking: { access: { type: "${access}" } } });
  new StreamConnection("hook", { ...address, workspaceName: lake.workspaceName, connectionName: "hook", type: "Https",
    url: "https://example.com/" });
`;

describe("engine: a connection that takes a part of its address from another one", function () {
  this.timeout(120_000);
  let atlas: LocalAtlas;
  let project: Project;

  before(async () => {
    atlas = await startLocalAtlas({ pendingMs: { VPC: 0 } });
    project = await Project.create({ program: program("PUBLIC"), atlas });
  });
  after(async () => {
    await project?.remove();
    await atlas?.close();
  });

  it("is replaced with it, and the preview does not count it as one that exists already", async () => {
    await project.up();
    await project.write(program("VPC"));
    const output = await project.preview();
    assert.match(
      output,
      /connection hook will be deleted and created again by pulumi up, because its workspaceName/,
    );
    assert.doesNotMatch(output, /exists already/);
    await project.up();
    await project.unchanged();
  });
});
