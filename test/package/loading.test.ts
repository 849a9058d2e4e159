import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { repository } from "../engine/support/consumer";
import { examples } from "../support/examples";

const run = promisify(execFile);

/** Runs a script in its own process; returns the packages that it loads. */
async function packagesOf(script: string, environment: Record<string, string> = {}): Promise<string[]> {
  const report = `
    const found = Object.keys(require.cache).flatMap((file) => /node_modules.((?:@[^/\\\\]+.)?[^/\\\\]+)/.exec(file)?.[1] ?? []);
    console.log(JSON.stringify([...new Set(found)]));
  `;
  const { stdout } = await run(process.execPath, ["-e", `(async () => { ${script}; ${report} })()`], {
    cwd: repository,
    env: { PATH: process.env.PATH ?? "", ...environment },
  });
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as string[];
}

const ours = ["axios", "digest-fetch", "fastest-levenshtein", "hpagent", "proxy-from-env", "zod"];

describe("package: loading", function () {
  this.timeout(30_000);

  it("loads only @pulumi/pulumi in a program without look-ups", async () => {
    const loaded = await packagesOf(`require("pulumi-atlas-streams")`);
    assert.ok(loaded.includes("@pulumi/pulumi"));
    assert.deepEqual(
      ours.filter((name) => loaded.includes(name)),
      [],
    );
  });

  it("loads the HTTP packages with the first look-up", async () => {
    const loaded = await packagesOf(
      `await require("pulumi-atlas-streams").getStreamConnection({}).catch(() => {})`,
    );
    for (const name of ["axios", "zod"]) assert.ok(loaded.includes(name), name);
  });

  it("loads no HTTP packages in a provider process for a resource of the state, which needs no request", async () => {
    const { full } = examples.Kafka;
    const { adopt: _, ...news } = full;
    const loaded = await packagesOf(
      `
        const hooks = require("pulumi-atlas-streams/hooks");
        const news = ${JSON.stringify(news)};
        const { failures } = await hooks.check(news, news);
        if (failures.length > 0) throw new Error(JSON.stringify(failures));
        await hooks.diff("id", { ...news, state: "READY" }, news);
      `,
      { MONGODB_ATLAS_PUBLIC_KEY: "public", MONGODB_ATLAS_PRIVATE_KEY: "private" },
    );
    assert.deepEqual(
      ours.filter((name) => loaded.includes(name)),
      ["fastest-levenshtein", "zod"],
    );
  });
});
