import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type LocalAtlas, startLocalAtlas } from "../../atlas-local";
import { pack, repository } from "../engine/support/consumer";
import { Project, projectId, workspaceName } from "../engine/support/project";
import { copyExample, manifestOf } from "./copy";
import { assertHas, configure, run } from "./support";
import { programs } from "./table";

describe("examples: pipeline-component, published", function () {
  this.timeout(120_000);
  let atlas: LocalAtlas;
  let folder: string;

  before(async () => {
    atlas = await startLocalAtlas();
    // Outside the consumer's folder, whose node_modules have packages that a strict package manager would hide.
    folder = await mkdtemp(join(tmpdir(), "pulumi-atlas-streams-component-"));
  });
  after(async () => {
    await atlas?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it("declares pulumi-atlas-streams as a peer dependency", async () => {
    const { dependencies = {}, peerDependencies = {} } = await manifestOf(
      "pipeline-component",
      "stream-pipeline",
    );
    assert.deepEqual(Object.keys(peerDependencies).sort(), ["@pulumi/pulumi", "pulumi-atlas-streams"]);
    assert.deepEqual(dependencies, {});
  });

  it("works from a tarball with pnpm and type-checking", async () => {
    const example = programs["pipeline-component"];
    assert.ok(example);
    const copy = await install();
    const project = await Project.open(copy, { atlas });
    try {
      await configure(project, { projectId, workspaceName, ...example.config }, example.secrets);
      await project.up();
      assertHas(atlas.connections(projectId, workspaceName), example.connections);
      const frozen = await readFile(join(repository, "test", "package", "installed-provider.txt"), "utf8");
      for (const { inputs } of Object.values(await project.resources()))
        assert.equal(inputs.__provider, frozen);
      await project.destroy();
      assert.deepEqual(atlas.connections(projectId, workspaceName), []);
    } finally {
      await project.remove();
    }
  });

  /** The example with both packages installed as from a registry. */
  async function install(): Promise<string> {
    const source = await copyExample("pipeline-component");
    await run(join(source, "stream-pipeline"), ["npm", "pack", "--pack-destination", folder]);
    const tarball = await pack(folder);
    const copy = join(folder, "pipeline-component");
    await cp(join(source, "..", "tsconfig.base.json"), join(folder, "tsconfig.base.json"));
    for (const file of ["Pulumi.yaml", "tsconfig.json", "index.ts"])
      await cp(join(source, file), join(copy, file));
    const manifest = await manifestOf("pipeline-component");
    const dependencies = {
      ...manifest.dependencies,
      "pulumi-atlas-streams": `file:${tarball}`,
      "stream-pipeline": `file:${join(folder, "stream-pipeline-1.0.0.tgz")}`,
    };
    await writeFile(join(copy, "package.json"), JSON.stringify({ ...manifest, dependencies }));
    await run(copy, ["npx", "--yes", "pnpm@10", "install"]);
    return copy;
  }
});
