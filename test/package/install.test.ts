import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { type LocalAtlas, startLocalAtlas } from "../../atlas-local";
import { pack, repository } from "../engine/support/consumer";
import { Project } from "../engine/support/project";

const run = promisify(execFile);

/** The text that Pulumi stores with every connection. It must never change: see provider/lifecycle.ts. */
const frozenText = (installation: "installed" | "linked") =>
  readFile(join(__dirname, `${installation}-provider.txt`), "utf8");

const program = `
  new StreamConnection("solar", { ...address, connectionName: "sample_stream_solar", type: "Sample" });
`;

describe("package: as users install it", function () {
  this.timeout(240_000);
  let atlas: LocalAtlas;
  let folder: string;
  let tarball: string;

  before(async () => {
    atlas = await startLocalAtlas();
    folder = await mkdtemp(join(tmpdir(), "pulumi-atlas-streams-install-"));
    tarball = await pack(folder);
  });
  after(async () => {
    await atlas?.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Installs the tarball into a new folder with this package manager. */
  async function install(name: string, command: string[]): Promise<string> {
    const parent = await mkdtemp(join(folder, `${name}-`));
    const { devDependencies } = JSON.parse(await readFile(join(repository, "package.json"), "utf8"));
    const dependencies = {
      "@pulumi/pulumi": devDependencies["@pulumi/pulumi"],
      "pulumi-atlas-streams": `file:${tarball}`,
    };
    await writeFile(
      join(parent, "package.json"),
      JSON.stringify({ name: `user-of-${name}`, private: true, dependencies }),
    );
    const [executable = "", ...args] = command;
    await run(executable, args, { cwd: parent });
    return parent;
  }

  /** One installation by npm serves several tests. */
  let withNpm: Promise<string> | undefined;
  function installWithNpm(): Promise<string> {
    withNpm ??= install("npm", ["npm", "install", "--no-audit", "--no-fund"]);
    return withNpm;
  }

  /** Creates and destroys a connection from a project below the folder; returns the text in its state. */
  async function textInState(parent: string, environment: Record<string, string> = {}): Promise<string> {
    const project = await Project.create({ parent, program, atlas, environment });
    try {
      await project.up();
      const { solar } = await project.resources();
      assert.equal(solar?.outputs.state, "READY");
      await project.refresh("--expect-no-changes");
      await project.destroy();
      assert.equal(solar?.inputs.__provider, solar?.outputs.__provider);
      return String(solar?.inputs.__provider);
    } finally {
      await project.remove();
    }
  }

  /** The text that `pulumi-atlas-streams import` writes in the package that this folder sees. */
  async function textOfCommand(parent: string): Promise<string> {
    const file = join(
      parent,
      "node_modules",
      "pulumi-atlas-streams",
      "dist",
      "provider",
      "cli",
      "importFile.js",
    );
    const code = `require(${JSON.stringify(file)}).providerText().then((text) => process.stdout.write(text))`;
    return (await run("node", ["-e", code], { cwd: parent })).stdout;
  }

  it("packs what is needed and nothing else", async () => {
    const { stdout } = await run("tar", ["-tzf", tarball]);
    const files = stdout.trim().split("\n");
    for (const needed of [
      "package/package.json",
      "package/README.md",
      "package/LICENSE",
      "package/dist/provider/index.d.ts",
      "package/dist/provider/cli/index.js",
    ]) {
      assert.ok(files.includes(needed), `${needed} is missing`);
    }
    const allowed =
      /^package\/(package\.json|README\.md|LICENSE|dist\/(provider|atlas-local)\/.*\.(js|d\.ts))$/;
    assert.deepEqual(
      files.filter((file) => !allowed.test(file)),
      [],
    );
  });

  it("works with npm, on this Node", async () => {
    const parent = await installWithNpm();
    assert.equal(await textInState(parent), await frozenText("installed"));
    assert.ok(Buffer.byteLength(await frozenText("installed")) <= 300);
  });

  it("brings its command, which computes the same text", async () => {
    const parent = await installWithNpm();
    const { stdout } = await run("npx", ["--no-install", "pulumi-atlas-streams", "--help"], { cwd: parent });
    assert.match(stdout, /^Usage: npx pulumi-atlas-streams import/m);
    assert.equal(await textOfCommand(parent), await frozenText("installed"));
  });

  it("works with pnpm", async () => {
    const parent = await install("pnpm", ["npx", "--yes", "pnpm@10", "install"]);
    assert.equal(await textInState(parent), await frozenText("installed"));
  });

  it("works on Node 22 and 24", async () => {
    const parent = await installWithNpm();
    for (const major of ["22", "24"]) {
      const binaries = await mkdtemp(join(folder, `node-${major}-`));
      await writeFile(join(binaries, "package.json"), "{}");
      await run("npm", ["install", "--no-audit", "--no-fund", `node@${major}`], { cwd: binaries });
      const path = [join(binaries, "node_modules", "node", "bin"), process.env.PATH].join(delimiter);
      const { stdout } = await run("node", ["--version"], { env: { ...process.env, PATH: path } });
      assert.match(stdout, new RegExp(`^v${major}\\.`));
      assert.equal(await textInState(parent, { PATH: path }), await frozenText("installed"));
    }
  });

  it("works when linked in a workspace, with a text of at most 2,000 bytes that is the same in every release", async () => {
    // As npm, pnpm and yarn do it for a workspace: the package under node_modules is a link to its real folder.
    const parent = await mkdtemp(join(folder, "linked-"));
    const modules = join(parent, "node_modules");
    await mkdir(modules);
    await symlink(repository, join(modules, "pulumi-atlas-streams"));
    await symlink(join(repository, "node_modules", "@pulumi"), join(modules, "@pulumi"));
    const text = await textInState(parent);
    assert.ok(Buffer.byteLength(text) <= 2_000, `${Buffer.byteLength(text)} bytes`);
    assert.equal(text, await frozenText("linked"));
    assert.equal(await textOfCommand(parent), text);
  });

  it("compiles in TypeScript projects old and new, the types of libraries checked too", async () => {
    const parent = await installWithNpm();
    const code = `
      import { StreamConnection } from "pulumi-atlas-streams";
      import { startLocalAtlas } from "pulumi-atlas-streams/testing";
      export const made = () => new StreamConnection("solar",
        { projectId: "p", workspaceName: "w", connectionName: "c", type: "Sample" });
      export const started = startLocalAtlas();
    `;
    await writeFile(join(parent, "program.ts"), code);
    // The first is what older versions of `pulumi new typescript` wrote: neither esModuleInterop nor `exports`.
    const kinds = ["commonjs node10", "nodenext nodenext"];
    for (const kind of kinds) {
      const [module = "", resolution = ""] = kind.split(" ");
      const flags = `--noEmit --strict --target es2022 --skipLibCheck false --types node --module ${module} --moduleResolution ${resolution}`;
      const tsc = join(repository, "node_modules", "typescript", "lib", "tsc.js");
      const { stdout } = await run("node", [tsc, ...flags.split(" "), "program.ts"], { cwd: parent }).catch(
        (error: { stdout: string }) => error,
      );
      assert.equal(stdout, "", kind);
    }
  });

  it("gives both CommonJS and ES modules its names", async () => {
    const parent = await installWithNpm();
    const code = `import { StreamConnection } from "pulumi-atlas-streams"; import { startLocalAtlas } from "pulumi-atlas-streams/testing"; console.log(typeof StreamConnection, typeof startLocalAtlas);`;
    const { stdout } = await run("node", ["--input-type=module", "-e", code], { cwd: parent });
    assert.equal(stdout.trim(), "function function");
  });
});
