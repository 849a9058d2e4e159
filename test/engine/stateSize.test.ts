import assert from "node:assert/strict";
import { cp, mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import { type LocalAtlas, startLocalAtlas } from "../../atlas-local";
import { secret } from "../support/captured";
import { consumerFolder } from "./support/consumer";
import { Project, type StateResource } from "./support/project";

const fixtures = join(__dirname, "..", "bench", "fixtures");
const count = 3;

/** Sizes of a resource in the state, in bytes. */
interface Size {
  /** Inputs and outputs without `__provider`. */
  properties: number;
  /** The whole resource without its timestamps, whose length varies. */
  whole: number;
}

function sizeOf(resource: StateResource): Size {
  const { inputs, outputs } = resource;
  return {
    properties: bytes([inputs, outputs].map((all) => ({ ...all, __provider: undefined }))),
    whole: bytes({ ...resource, created: undefined, modified: undefined }),
  };
}

function bytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}

describe("engine: the size of the state", function () {
  this.timeout(60_000);
  let atlas: LocalAtlas;
  const projects: Project[] = [];

  before(async () => {
    for (let i = 0; i < count; i++) secret(`password-of-benchmark-${i}`);
    atlas = await startLocalAtlas();
  });
  after(async () => {
    for (const project of projects) await project.remove();
    await atlas?.close();
  });

  /** @param connection expression for the resource class in the program. */
  async function sizeWith(parent: string, connection: string): Promise<Size> {
    const program = `require("../program")(${connection});`;
    const environment = {
      BENCH_PROJECT: "32b6e34b3d91647abb20e7b8",
      BENCH_N: String(count),
      BENCH_WORKSPACES: "1",
    };
    const project = await Project.create({ program, atlas, parent, environment });
    projects.push(project);
    await project.up();
    const resources = Object.values(await project.resources());
    assert.equal(resources.length, count);
    const [first, ...others] = resources.map(sizeOf);
    assert.ok(first);
    for (const other of others) assert.deepEqual(other, first);
    return first;
  }

  it("is at most 2 % above that of a minimal provider with the same inputs and outputs", async () => {
    const parent = await mkdtemp(join(await consumerFolder(), "state-size-"));
    await cp(join(fixtures, "program.js"), join(parent, "program.js"));
    await cp(join(fixtures, "noop-small"), join(parent, "node_modules", "noop-small"), { recursive: true });

    const small = await sizeWith(parent, `require("noop-small").Connection`);
    const ours = await sizeWith(parent, "StreamConnection");
    assert.equal(ours.properties, small.properties);
    assert.ok(ours.whole <= small.whole * 1.02, `${ours.whole} bytes against ${small.whole}`);
  });
});
