import assert from "node:assert/strict";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defaultAccessToken, defaultApiKey } from "../../atlas-local";
import { kafka, secretMark } from "../atlas-local/support/bodies";
import { accept, pathOf } from "../atlas-local/support/client";
import { type HttpResponse, send } from "../atlas-local/support/http";
import { eventually } from "../support/eventually";

interface Run {
  child: ChildProcess;
  output: () => string;
  ended: Promise<number | null>;
}

describe("local Atlas: command", function () {
  this.timeout(90_000);
  const running: ChildProcess[] = [];

  afterEach(() => {
    for (const child of running.splice(0)) child.kill("SIGKILL");
  });

  function run(...args: string[]): Run {
    const cli = join(__dirname, "../../dist/provider/cli/index.js");
    const child = spawn(process.execPath, [cli, "atlas", ...args]);
    running.push(child);
    let text = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk: Buffer) => {
        text += chunk.toString("utf8");
      });
    const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
    return { child, output: () => text, ended };
  }

  async function until(run: Run, pattern: RegExp): Promise<RegExpExecArray> {
    let ended = false;
    void run.ended.then(() => {
      ended = true;
    });
    await eventually(`${pattern} is printed`, () => ended || pattern.test(run.output()));
    return pattern.exec(run.output()) ?? assert.fail(`it ended with:\n${run.output()}`);
  }

  const urlOf = async (run: Run) => (await until(run, /MONGODB_ATLAS_BASE_URL=(\S+)\n/))[1] ?? "";
  const call = (url: string, method: string, body?: unknown): Promise<HttpResponse> =>
    send(url + pathOf(), {
      method,
      headers: {
        Accept: accept,
        Authorization: `Bearer ${defaultAccessToken}`,
        "Content-Type": "application/json",
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });

  it("prints its URL and the variables, logs each request, and stops on a signal", async () => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      const atlas = run();
      const url = await urlOf(atlas);
      assert.equal((await call(url, "POST", kafka)).status, 200);
      assert.equal((await call(url, "POST", kafka)).status, 409);
      await until(atlas, /POST \S+ 409 \d+ ms STREAM_CONNECTION_NAME_ALREADY_EXISTS\n/);
      atlas.child.kill(signal);
      assert.equal(await atlas.ended, 0);
      const output = atlas.output();
      assert.match(output, new RegExp(`MONGODB_ATLAS_PUBLIC_KEY=${defaultApiKey.publicKey}\n`));
      assert.match(output, new RegExp(`MONGODB_ATLAS_PRIVATE_KEY=${defaultApiKey.privateKey}\n`));
      assert.match(output, /POST \/api\/atlas\/v2\/groups\/\w+\/streams\/shop\/connections 200 \d+ ms\n/);
      assert.equal(output.includes(secretMark) || output.includes(defaultAccessToken), false);
    }
  });

  it("restores its connections from a file in the next run", async () => {
    const folder = await mkdtemp(join(tmpdir(), "atlas-local-"));
    try {
      const file = join(folder, "atlas.json");
      const first = run("--file", file, "--quiet");
      assert.equal((await call(await urlOf(first), "POST", kafka)).status, 200);
      first.child.kill("SIGKILL");
      await first.ended;
      const second = run("--file", file);
      assert.equal((await call(await urlOf(second), "GET")).json.totalCount, 1);
      assert.doesNotMatch(first.output(), /POST/);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it("stops at the end of standard input, and with its parent process", async () => {
    const byStdin = run("--exit-with-stdin");
    await urlOf(byStdin);
    byStdin.child.stdin?.end();
    assert.equal(await byStdin.ended, 0);

    const parent = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
    const byParent = run("--parent-pid", String(parent.pid));
    await urlOf(byParent);
    parent.kill("SIGKILL");
    assert.equal(await byParent.ended, 0);
  });

  it("reports that a port is in use", async () => {
    const blocker = createServer();
    await new Promise<void>((resolve) => blocker.listen(0, "127.0.0.1", resolve));
    try {
      const { port } = blocker.address() as { port: number };
      const atlas = run("--port", String(port));
      assert.equal(await atlas.ended, 1);
      assert.match(atlas.output(), new RegExp(`Port ${port} is in use. Choose another one with --port`));
      assert.doesNotMatch(atlas.output(), /\n\s+at /);
    } finally {
      blocker.close();
    }
  });

  it("prints its options, and refuses unknown ones", async () => {
    const help = run("--help");
    assert.equal(await help.ended, 0);
    assert.match(help.output(), /--port <n>/);
    for (const args of [
      ["--prot", "1"],
      ["--port", "x"],
      ["--port", "70000"],
      ["--workspace", "shop"],
      ["--patch", "both"],
      ["extra"],
    ]) {
      const wrong = run(...args);
      assert.equal(await wrong.ended, 2, args.join(" "));
      assert.match(wrong.output(), /--help lists the options/);
    }
  });

  it("serves https, and says how a client trusts it", async () => {
    const atlas = run("--tls");
    assert.match(await urlOf(atlas), /^https:/);
    const [, path = ""] = await until(atlas, /export NODE_EXTRA_CA_CERTS=(\S+)\n/);
    const script = `fetch(process.env.MONGODB_ATLAS_BASE_URL).then(({ status }) => console.log(status))`;
    const environment = { MONGODB_ATLAS_BASE_URL: await urlOf(atlas), NODE_EXTRA_CA_CERTS: path };
    const client = spawnSync(process.execPath, ["-e", script], { env: environment, encoding: "utf8" });
    assert.equal(client.stdout, "404\n", client.stderr);
    atlas.child.kill("SIGTERM");
    assert.equal(await atlas.ended, 0);
    assert.equal(existsSync(path), false);
  });

  it("applies its options", async () => {
    const workspace = "32b6e34b3d91647abb20e7b8/shop";
    const atlas = run("--workspace", workspace, "--region", "DUBLIN_IRL", "--control", "--latency", "30");
    const url = await urlOf(atlas);
    const start = Date.now();
    assert.equal((await call(url, "POST", kafka)).json.region, "DUBLIN_IRL");
    assert.ok(Date.now() - start >= 28);
    const connections = await send(`${url}/_local/connections`);
    assert.deepEqual(Object.keys(connections.json), [workspace]);
  });
});
