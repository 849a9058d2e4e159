import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const root = join(__dirname, "../../..");

/** The packages that a program has loaded once this code has run in it. */
async function packagesLoadedBy(code: string): Promise<string[]> {
  const program = `
    const atlas = require(${JSON.stringify(join(root, "provider/index.ts"))});
    const done = async () => { ${code} };
    done().then(() => console.log(JSON.stringify(Object.keys(require.cache))));
  `;
  const args = ["--require", "tsx/cjs", "--eval", program];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root });
  const files = JSON.parse(stdout) as string[];
  return ["@pulumi/pulumi", "axios", "zod", "cockatiel"].filter((name) =>
    files.some((file) => file.replaceAll("\\", "/").includes(`/node_modules/${name}/`)),
  );
}

describe("a program that imports the package", () => {
  it("loads neither axios nor zod, since every pulumi command pays for it", async () => {
    assert.deepEqual(await packagesLoadedBy(""), ["@pulumi/pulumi"]);
  });

  it("loads them for a look-up", async () => {
    const loaded = await packagesLoadedBy("await atlas.getStreamConnection({}).catch(() => {});");
    assert.deepEqual(loaded, ["@pulumi/pulumi", "axios", "zod", "cockatiel"]);
  });
});
