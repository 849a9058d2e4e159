import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { repository } from "../engine/support/consumer";
import { type BrokenProxy, silences, stages, startBrokenProxy } from "../support/brokenProxy";
import { type Certificate, makeCertificate, unresolvedHost } from "../support/certificate";

const timeLimitMs = 300;
const connection = { name: "orders", type: "Kafka", state: "READY", id: "32b6e34b3d91647abb20e7b9" };

/** A look-up, then a hook. A process that ends while one of them is pending prints fewer lines, and ends with code 0. */
const program = `
  const { transportDefaults } = require(${JSON.stringify(join(repository, "dist/provider/atlas/transport.js"))});
  transportDefaults.timeoutMs = ${timeLimitMs};
  // No wait between attempts.
  Math.random = () => 0;
  const { getStreamConnection } = require("pulumi-atlas-streams");
  const { read } = require("pulumi-atlas-streams/hooks");
  const address = { projectId: "32b6e34b3d91647abb20e7b8", workspaceName: "shop", connectionName: "orders" };
  const print = (kind, promise) =>
    promise.then(() => "found", ({ message }) => message).then((outcome) => console.log(JSON.stringify([kind, outcome])));
  print("look-up", getStreamConnection(address)).then(() =>
    print("hook", read(Object.values(address).join("/"), {})));
`;

describe("package: broken connections", function () {
  this.timeout(60_000);
  let certificate: Certificate | undefined;
  let proxy: BrokenProxy;

  before(async function () {
    certificate = makeCertificate();
    if (!certificate) return this.skip();
    proxy = await startBrokenProxy(certificate, (request, response) => {
      const isList = /connections\?/.test(request.url ?? "");
      response.setHeader("Content-Type", "application/json");
      response.end(JSON.stringify(isList ? { results: [connection], totalCount: 1 } : connection));
    });
  });
  after(async () => {
    await proxy?.close();
    certificate?.remove();
  });

  /** What the look-up and the hook settle with, and what the process prints to stderr. */
  async function outcomes(maxAttempts: number): Promise<Record<string, string>> {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ["-e", program], {
      cwd: repository,
      env: {
        PATH: process.env.PATH ?? "",
        HTTPS_PROXY: proxy.url,
        NODE_EXTRA_CA_CERTS: certificate?.path,
        MONGODB_ATLAS_ACCESS_TOKEN: "token",
        MONGODB_ATLAS_BASE_URL: `https://${unresolvedHost}:${proxy.port}`,
        MONGODB_ATLAS_MAX_ATTEMPTS: String(maxAttempts),
      },
      // A process that an open socket keeps running is a defect too.
      timeout: 20_000,
    });
    assert.equal(stderr, "");
    return Object.fromEntries(stdout.split("\n").flatMap((line) => (line ? [JSON.parse(line)] : [])));
  }

  for (const [place, stage] of Object.entries(stages)) {
    it(`are retried: the connection ends ${place}`, async () => {
      // The first connection of the look-up, and the first one of the hook.
      proxy.break(stage, (index) => index % 2 === 0);
      assert.deepEqual(await outcomes(3), { "look-up": "found", hook: "found" });
      assert.equal(proxy.connections(), 4);
    });

    it(`are an error in the end: every connection ends ${place}`, async () => {
      proxy.break(stage, () => true);
      const { "look-up": lookup = "", hook = "", ...others } = await outcomes(2);
      assert.deepEqual(others, {});
      assert.match(lookup, /^could not look up connection .*orders: .*the last of 2 attempts in \d+ s$/);
      assert.match(hook, /^could not read connection .*orders: .*the last of 2 attempts in \d+ s$/);
      for (const text of [lookup, hook]) {
        assert.match(text, /\[(ECONNRESET|EPIPE)\]/);
        assert.ok(text.includes(`, through the proxy ${proxy.url}`), text);
      }
    });
  }

  for (const [place, silence] of Object.entries(silences)) {
    it(`end after the time limit, and the process with them: the server is silent ${place}`, async () => {
      proxy.break(silence, () => true);
      const { "look-up": lookup = "", hook = "", ...others } = await outcomes(1);
      assert.deepEqual(others, {});
      for (const text of [lookup, hook])
        assert.match(
          text,
          new RegExp(`no complete answer within ${timeLimitMs / 1000} s, .*\\[ETIMEDOUT\\]`),
        );
    });
  }
});
