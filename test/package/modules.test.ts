import assert from "node:assert/strict";
import { mkdtemp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type LocalAtlas, startLocalAtlas } from "../../atlas-local";
import { consumerFolder, repository } from "../engine/support/consumer";
import { Project } from "../engine/support/project";
import { type Files, frozenText, run, textOf } from "./installation";

interface Kind {
  /** Options of the runtime in Pulumi.yaml. */
  options?: object;
  /** Additional fields of package.json. */
  manifest?: object;
  environment?: Record<string, string>;
  files: Files;
}

/** The same program in each module format. */
const use = `new StreamConnection("solar", {
  projectId: "32b6e34b3d91647abb20e7b8", workspaceName: "shop", connectionName: "sample_stream_solar", type: "Sample",
});
`;
const imported = `import { StreamConnection } from "pulumi-atlas-streams";\n${use}`;

describe("package: module formats", function () {
  this.timeout(120_000);
  let atlas: LocalAtlas;
  let parent: string;

  before(async () => {
    atlas = await startLocalAtlas();
    parent = await consumerFolder();
  });
  after(() => atlas?.close());

  for (const entry of ["pulumi-atlas-streams", "pulumi-atlas-streams/testing"]) {
    it(`exports all names of ${entry} to ES modules`, async () => {
      const code = `
        import * as all from "${entry}";
        import { createRequire } from "node:module";
        const required = Object.keys(createRequire(import.meta.url)("${entry}")).sort();
        const imported = Object.keys(all).filter((name) => !["default", "module.exports", "__esModule"].includes(name)).sort();
        console.log(JSON.stringify({ required, imported }));
      `;
      const folder = await mkdtemp(join(parent, "modules-"));
      await writeFile(join(folder, "names.mjs"), code);
      const { stdout } = await run("node", ["names.mjs"], { cwd: folder });
      const { required, imported } = JSON.parse(stdout) as Record<"required" | "imported", string[]>;
      assert.ok(required.length > 0);
      assert.deepEqual(imported, required);
    });
  }

  const kinds: Record<string, Kind> = {
    "JavaScript, CommonJS": {
      options: { typescript: false },
      files: { "index.js": `const { StreamConnection } = require("pulumi-atlas-streams");\n${use}` },
    },
    "JavaScript, ES module": {
      options: { typescript: false },
      manifest: { type: "module" },
      files: { "index.js": imported },
    },
    "TypeScript, CommonJS": { files: { "index.ts": imported } },
    "TypeScript, ES module": {
      // Pulumi's bundled ts-node cannot load it. (`nodeargs` would work, but not every language host passes it on.)
      options: { typescript: false },
      environment: { NODE_OPTIONS: "--import tsx" },
      manifest: { type: "module" },
      files: { "index.ts": imported },
    },
  };
  for (const [kind, { options, manifest, environment = {}, files }] of Object.entries(kinds)) {
    it(`stores the same text for a program in ${kind}`, async () => {
      const folder = await mkdtemp(join(parent, "modules-"));
      const main = Object.keys(files)[0];
      const all: Files = {
        "Pulumi.yaml": { name: "modules", runtime: { name: "nodejs", options }, main },
        "package.json": { name: "modules", main, ...manifest },
        ...files,
      };
      for (const [path, content] of Object.entries(all))
        await writeFile(join(folder, path), typeof content === "string" ? content : JSON.stringify(content));
      const project = await Project.open(folder, { atlas, environment });
      try {
        assert.equal(await textOf(project, atlas), await frozenText("installed"));
      } finally {
        await project.remove();
      }
    });
  }

  it("stores the same text for a program that esbuild bundles with --packages=external (docs/programs.md)", async () => {
    const folder = await mkdtemp(join(parent, "modules-"));
    const all: Files = {
      "Pulumi.yaml": {
        name: "modules",
        runtime: { name: "nodejs", options: { typescript: false } },
        main: "dist/index.js",
      },
      "package.json": { name: "modules" },
      "program.ts": imported,
    };
    for (const [path, content] of Object.entries(all))
      await writeFile(join(folder, path), typeof content === "string" ? content : JSON.stringify(content));
    // tsx brings esbuild.
    const esbuild = join(repository, "node_modules", ".bin", "esbuild");
    await run(
      esbuild,
      ["program.ts", "--bundle", "--platform=node", "--packages=external", "--outfile=dist/index.js"],
      { cwd: folder },
    );
    const project = await Project.open(folder, { atlas });
    try {
      assert.equal(await textOf(project, atlas, true), await frozenText("installed"));
    } finally {
      await project.remove();
    }
  });
});
