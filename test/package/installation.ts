import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { type LocalAtlas, startLocalAtlas } from "../../atlas-local";
import { pack, repository } from "../engine/support/consumer";
import { Project, projectId, workspaceName } from "../engine/support/project";

export const run = promisify(execFile);

/** The text that Pulumi stores with every connection. It must never change: see provider/lifecycle.ts. */
export const frozenText = (installation: "installed" | "linked") =>
  readFile(join(__dirname, `${installation}-provider.txt`), "utf8");

const program = `
  new StreamConnection("solar", { ...address, connectionName: "sample_stream_solar", type: "Sample" });
`;

/** Files of a project by path; values that are not strings are written as JSON. */
export type Files = Readonly<Record<string, string | object>>;

/** Projects that install the packed package, and their local Atlas. */
export class Installations {
  private constructor(
    readonly folder: string,
    readonly tarball: string,
    readonly atlas: LocalAtlas,
  ) {}

  static async create(): Promise<Installations> {
    const folder = await mkdtemp(join(tmpdir(), "pulumi-atlas-streams-install-"));
    return new Installations(folder, await pack(folder), await startLocalAtlas());
  }

  async remove(): Promise<void> {
    await this.atlas.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** A user's package.json, with our own or the oldest supported version of Pulumi's SDK. */
  async dependencies(sdk: "own" | "oldest" = "own"): Promise<Record<string, string>> {
    const manifest = JSON.parse(await readFile(join(repository, "package.json"), "utf8"));
    const own: string = manifest.devDependencies["@pulumi/pulumi"];
    const oldest = manifest.peerDependencies["@pulumi/pulumi"].replace("^", "");
    return {
      "@pulumi/pulumi": sdk === "own" ? own : oldest,
      "pulumi-atlas-streams": `file:${this.tarball}`,
    };
  }

  /** Creates a folder with these files and runs the package manager in it. */
  async install(command: readonly string[], files: Files, environment: Files = {}): Promise<string> {
    const parent = await mkdtemp(join(this.folder, "user-"));
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(parent, path)), { recursive: true });
      await writeFile(join(parent, path), typeof content === "string" ? content : JSON.stringify(content));
    }
    const [executable = "", ...args] = command;
    await run(executable, args, {
      cwd: parent,
      env: { ...process.env, ...environment } as NodeJS.ProcessEnv,
    });
    return parent;
  }

  /** Creates a connection from a project below the folder; returns the text in its state. */
  async textInState(
    parent: string,
    { environment = {}, destroys }: { environment?: Record<string, string>; destroys?: boolean } = {},
  ): Promise<string> {
    const project = await Project.create({ parent, program, atlas: this.atlas, environment });
    try {
      return await textOf(project, this.atlas, destroys);
    } finally {
      await project.remove();
    }
  }
}

/**
 * Runs up; returns the provider text in the state, which must be the same in all connections. Removes them from Atlas.
 *
 * @param destroys with a refresh and a destroy, instead of without Pulumi.
 */
export async function textOf(project: Project, atlas: LocalAtlas, destroys = false): Promise<string> {
  assert.doesNotMatch(await project.up(), /cannot be found/);
  const resources = Object.values(await project.resources());
  for (const { inputs, outputs } of resources) {
    assert.equal(outputs.state, "READY");
    assert.equal(inputs.__provider, outputs.__provider);
  }
  if (destroys) {
    await project.refresh("--expect-no-changes");
    await project.destroy();
    assert.deepEqual(atlas.connections(projectId, workspaceName), []);
  }
  for (const { name } of atlas.connections(projectId, workspaceName))
    atlas.remove(projectId, workspaceName, name);
  const texts = new Set(resources.map(({ inputs }) => String(inputs.__provider)));
  assert.equal(texts.size, 1);
  return [...texts][0] ?? "";
}
