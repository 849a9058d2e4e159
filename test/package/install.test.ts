import assert from "node:assert/strict";
import { mkdir, mkdtemp, symlink, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { repository } from "../engine/support/consumer";
import { Project, projectId } from "../engine/support/project";
import { frozenText, Installations, run, textOf } from "./installation";

describe("package: installation", function () {
  this.timeout(240_000);
  let installations: Installations;
  let parent: string;

  before(async () => {
    installations = await Installations.create();
    const dependencies = await installations.dependencies();
    parent = await installations.install(["npm", "install", "--no-audit", "--no-fund"], {
      "package.json": { name: "user-of-npm", private: true, dependencies },
    });
  });
  after(() => installations?.remove());

  it("works with npm on this Node version", async () => {
    const text = await installations.textInState(parent, { destroys: true });
    assert.equal(text, await frozenText("installed"));
    assert.ok(Buffer.byteLength(await frozenText("installed")) <= 300);
  });

  it("works for a TypeScript program without a compiler, with Pulumi's TypeScript 3.8", async () => {
    const folder = await mkdtemp(join(parent, "project-"));
    await writeFile(join(folder, "Pulumi.yaml"), JSON.stringify({ name: "old", runtime: "nodejs" }));
    await writeFile(join(folder, "package.json"), JSON.stringify({ name: "old", main: "index.ts" }));
    await writeFile(
      join(folder, "index.ts"),
      `import { StreamConnection, StreamConnectionArgs } from "pulumi-atlas-streams";
      const args: StreamConnectionArgs = {
        projectId: "${projectId}", workspaceName: "shop", connectionName: "sample_stream_solar", type: "Sample",
      };
      export const state = new StreamConnection("solar", args).state;`,
    );
    const project = await Project.open(folder, { atlas: installations.atlas });
    try {
      assert.equal(await textOf(project, installations.atlas), await frozenText("installed"));
    } finally {
      await project.remove();
    }
  });

  /** What Pulumi's own serializer makes of lifecycle.ts, as earlier releases stored it. */
  async function serializedIn(folder: string): Promise<string> {
    const script = `
      const provider = require("pulumi-atlas-streams/dist/provider/lifecycle.js");
      const { serializeFunction } = require("@pulumi/pulumi").runtime;
      serializeFunction(() => provider, { allowSecrets: true }).then(({ text }) => process.stdout.write(text));
    `;
    return (await run(process.execPath, ["-e", script], { cwd: folder })).stdout;
  }

  it("stores what Pulumi's serializer would store", async () => {
    assert.equal(await serializedIn(parent), await frozenText("installed"));
  });

  it("works on Node 22 and 24", async () => {
    const pathWith = async (major: string) => {
      const binaries = await installations.install(
        ["npm", "install", "--no-audit", "--no-fund", `node@${major}`],
        { "package.json": {} },
      );
      const path = [join(binaries, "node_modules", "node", "bin"), process.env.PATH].join(delimiter);
      const { stdout } = await run("node", ["--version"], { env: { ...process.env, PATH: path } });
      assert.match(stdout, new RegExp(`^v${major}\\.`));
      return path;
    };
    // Downloads both at once.
    for (const PATH of await Promise.all(["22", "24"].map(pathWith)))
      assert.equal(
        await installations.textInState(parent, { environment: { PATH } }),
        await frozenText("installed"),
      );
  });

  it("works when linked in a workspace, with the fixed provider text of at most 2,000 bytes", async () => {
    // As in workspaces of npm, pnpm and yarn, the package in node_modules is a link to its real folder.
    const linked = await mkdtemp(join(installations.folder, "linked-"));
    const modules = join(linked, "node_modules");
    await mkdir(modules);
    await symlink(repository, join(modules, "pulumi-atlas-streams"));
    await symlink(join(repository, "node_modules", "@pulumi"), join(modules, "@pulumi"));
    const text = await installations.textInState(linked, { destroys: true });
    assert.ok(Buffer.byteLength(text) <= 2_000, `${Buffer.byteLength(text)} bytes`);
    assert.equal(text, await frozenText("linked"));
    assert.equal(await serializedIn(linked), text);
  });
});
