import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { sdkModules } from "./support/consumer";
import { Project } from "./support/project";

/** A dynamic resource in the program that reports the versions in the provider's process. */
const program = `
  const versions = () => [process.versions.node, require("@pulumi/pulumi/package.json").version].join(" ");
  class Probe extends pulumi.dynamic.Resource {
    constructor(name) {
      super({ create: async () => ({ id: "probe", outs: { versions: versions() } }) }, name, { versions: undefined });
    }
  }
  exports.program = versions();
  exports.provider = new Probe("probe").versions;
`;

describe("engine: versions", function () {
  this.timeout(60_000);
  let project: Project;
  after(() => project?.remove());

  it("are those under test, both in the program and in the provider's process", async () => {
    const sdk = JSON.parse(await readFile(join(sdkModules, "@pulumi", "pulumi", "package.json"), "utf8"));
    project = await Project.create({ program });
    await project.up();
    const outputs = JSON.parse(await project.pulumi("stack", "output", "--json"));
    const expected = `${process.versions.node} ${sdk.version}`;
    assert.deepEqual(outputs, { program: expected, provider: expected });
  });
});
