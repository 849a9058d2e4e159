import assert from "node:assert/strict";
import { join } from "node:path";
import { Project } from "../engine/support/project";
import { type Files, frozenText, Installations, run, textOf } from "./installation";

/** A shared package of components. */
const component = `
  const { StreamConnection } = require("pulumi-atlas-streams");
  exports.solar = () => new StreamConnection("solar", {
    projectId: "32b6e34b3d91647abb20e7b8", workspaceName: "shop", connectionName: "sample_stream_solar", type: "Sample",
  });
`;
const projectFiles: Files = {
  "Pulumi.yaml": { name: "app", runtime: { name: "nodejs", options: { typescript: false } } },
  "index.js": `require("our-streams").solar();`,
};
const inFolder = (folder: string, files: Files): Files =>
  Object.fromEntries(Object.entries(files).map(([path, content]) => [`${folder}/${path}`, content]));

describe("package: package managers", function () {
  this.timeout(240_000);
  let installations: Installations;
  let dependencies: Record<string, string>;
  /** The modules of pnpm and yarn, installed once: `npx` takes longer than an installation with them. */
  let managers: string;
  /** npm's registry, for yarn. Yarn's default is another one, so it would ignore a mirror that npm is configured with. */
  let registry: string;

  before(async () => {
    installations = await Installations.create();
    dependencies = await installations.dependencies();
    const packages = ["pnpm@10", "yarn1@npm:yarn@1", "@yarnpkg/cli-dist@4"];
    const folder = await installations.install(["npm", "install", "--no-audit", "--no-fund", ...packages], {
      "package.json": {},
    });
    managers = join(folder, "node_modules");
    registry = (await run("npm", ["config", "get", "registry"])).stdout.trim();
  });
  after(() => installations?.remove());

  const pnpm = () => [join(managers, ".bin", "pnpm"), "install"];
  const yarn1 = () => [process.execPath, join(managers, "yarn1", "bin", "yarn.js"), "install"];
  const yarn4 = () => [join(managers, ".bin", "yarn"), "install"];
  const yarn4Settings = (): Files => ({
    YARN_NPM_REGISTRY_SERVER: registry,
    YARN_ENABLE_GLOBAL_CACHE: "false",
    YARN_ENABLE_TELEMETRY: "0",
    YARN_ENABLE_IMMUTABLE_INSTALLS: "false",
  });
  type Setting = () => { command: string[]; files?: Files; environment?: Files };
  const hoisted: Record<string, Setting> = {
    "pnpm, hoisted": () => ({
      command: pnpm(),
      files: { "pnpm-workspace.yaml": "nodeLinker: hoisted\n" },
    }),
    "yarn 1": () => ({
      // `--ignore-engines`: the SDK declares a newer Node than our oldest, which yarn refuses and others only warn about.
      command: [...yarn1(), "--no-lockfile", "--ignore-engines", "--registry", registry],
    }),
    "yarn 4, without Plug'n'Play": () => ({
      command: yarn4(),
      environment: { ...yarn4Settings(), YARN_NODE_LINKER: "node-modules" },
    }),
  };
  /** Layouts in which Pulumi's own serializer fails, with all versions of the SDK or only with older ones. */
  const isolated: Record<string, Setting> = {
    pnpm: () => ({ command: pnpm() }),
    "pnpm, virtualStoreDir": () => ({
      command: pnpm(),
      files: { "pnpm-workspace.yaml": "virtualStoreDir: node_modules/.store\n" },
    }),
    "bun, isolated": () => ({
      command: ["npx", "--yes", "bun@1", "install", "--linker", "isolated"],
      environment: { BUN_CONFIG_REGISTRY: registry },
    }),
    "yarn 4, nodeLinker: pnpm": () => ({
      command: yarn4(),
      environment: { ...yarn4Settings(), YARN_NODE_LINKER: "pnpm" },
    }),
    "npm, --install-strategy=linked": () => ({
      command: ["npm", "install", "--install-strategy=linked", "--no-audit", "--no-fund"],
    }),
  };

  async function works(setting: Setting, sdk: "own" | "oldest"): Promise<void> {
    const { command, files, environment } = setting();
    const manifest = { name: "user", private: true, dependencies: await installations.dependencies(sdk) };
    const parent = await installations.install(command, { "package.json": manifest, ...files }, environment);
    assert.equal(await installations.textInState(parent), await frozenText("installed"));
  }
  for (const [name, setting] of Object.entries({ ...hoisted, ...isolated }))
    it(`works with ${name}`, () => works(setting, "own"));
  it("works with pnpm, and the oldest supported @pulumi/pulumi", () =>
    works(() => ({ command: pnpm() }), "oldest"));

  it("works with yarn 4, Plug'n'Play, when Node loads .pnp.cjs (docs/programs.md)", async () => {
    const root = await installations.install(
      yarn4(),
      { "package.json": { name: "user", private: true, dependencies } },
      { ...yarn4Settings(), YARN_NODE_LINKER: "pnp" },
    );
    const NODE_OPTIONS = `--require ${root}/.pnp.cjs --experimental-loader ${root}/.pnp.loader.mjs`;
    const text = await installations.textInState(root, { environment: { NODE_OPTIONS }, destroys: true });
    assert.equal(text, await frozenText("installed"));
  });

  /** A workspace with a program and its package of components. */
  const workspace = (componentVersion: string): Files => ({
    ...inFolder("packages/app", {
      ...projectFiles,
      "package.json": {
        name: "app",
        version: "1.0.0",
        dependencies: { ...dependencies, "our-streams": componentVersion },
      },
    }),
    ...inFolder("packages/our-streams", {
      "index.js": component,
      "package.json": {
        name: "our-streams",
        version: "1.0.0",
        peerDependencies: { "@pulumi/pulumi": "*", "pulumi-atlas-streams": "*" },
        // For the package's own tests, in the same version as in the rest of the workspace.
        devDependencies: dependencies,
      },
    }),
  });

  async function lifeOf(folder: string): Promise<string> {
    const project = await Project.open(folder, { atlas: installations.atlas });
    try {
      return await textOf(project, installations.atlas);
    } finally {
      await project.remove();
    }
  }

  it("works in npm workspaces, through a package of components", async () => {
    const root = await installations.install(["npm", "install", "--no-audit", "--no-fund"], {
      "package.json": { name: "root", private: true, workspaces: ["packages/*"] },
      ...workspace("1.0.0"),
    });
    assert.equal(await lifeOf(join(root, "packages", "app")), await frozenText("installed"));
  });

  it("works in pnpm workspaces, through a package of components", async () => {
    const root = await installations.install(pnpm(), {
      "package.json": { name: "root", private: true },
      "pnpm-workspace.yaml": "packages: [packages/*]\n",
      ...workspace("workspace:*"),
    });
    assert.equal(await lifeOf(join(root, "packages", "app")), await frozenText("installed"));
  });

  it("fails with a solution if only a package of components depends on it", async () => {
    const { "pulumi-atlas-streams": ours, ...others } = dependencies;
    const root = await installations.install(pnpm(), {
      "package.json": { name: "root", private: true },
      "pnpm-workspace.yaml": "packages: [packages/*]\n",
      ...inFolder("packages/app", {
        ...projectFiles,
        "package.json": { name: "app", dependencies: { ...others, "our-streams": "workspace:*" } },
      }),
      ...inFolder("packages/our-streams", {
        "index.js": component,
        // The mistake: a dependency instead of a peer dependency.
        "package.json": { name: "our-streams", version: "1.0.0", dependencies },
      }),
    });
    const project = await Project.open(join(root, "packages", "app"), { atlas: installations.atlas });
    try {
      const output = await project.pulumiFails("preview");
      assert.match(output, /warning: pulumi-atlas-streams cannot be found from .*packages\/app/);
      assert.match(output, /Add it to the dependencies of the program itself/);
      assert.match(output, /declare it as a peer dependency/);
    } finally {
      await project.remove();
    }
  });
});
