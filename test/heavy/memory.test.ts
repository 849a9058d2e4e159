import assert from "node:assert/strict";
import { createServer } from "node:http";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { authenticated } from "../../provider/atlas/auth/authentication";
import { DigestAuthentication } from "../../provider/atlas/auth/digest";
import { ServiceAccountAuthentication } from "../../provider/atlas/auth/serviceAccount";
import { AtlasClient } from "../../provider/atlas/client";
import type { Exchange } from "../../provider/atlas/http";
import { createTransport } from "../../provider/atlas/transport";
import { closeServers, connection, DigestGate, listen } from "../unit/atlas/servers";

const keys = { publicKey: "abcdefgh", privateKey: "11111111-2222-3333" };
const bodyFor = (target: string) =>
  JSON.stringify({ ...connection, name: decodeURIComponent(target.split("/").at(-1) ?? "") });

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** Bytes in use after garbage collection. */
async function held(): Promise<number> {
  for (let index = 0; index < 4; index++) {
    await new Promise((resolve) => setImmediate(resolve));
    collect();
  }
  return process.memoryUsage().heapUsed;
}

/** Growth from one round to the next, after a first round for caches. */
async function growth(round: () => Promise<unknown>): Promise<number> {
  await round();
  const before = await held();
  await round();
  return (await held()) - before;
}

const address = (connectionName: string) => ({ projectId: "p", workspaceName: "w", connectionName });

describe("memory", function () {
  this.timeout(20_000);
  afterEach(closeServers);

  it("does not grow with requests, refusals and renewals", async () => {
    const gate = new DigestGate({ ...keys, usesPerNonce: 7 });
    const exchange: Exchange = async ({ method, url, headers = {} }) => {
      const { pathname, search } = new URL(url);
      const authorization = headers.Authorization;
      const seen = {
        method,
        target: pathname + search,
        headers: authorization ? { authorization } : {},
        body: "",
      };
      const answer = gate.check(seen);
      gate.admitted.length = gate.headers.length = gate.failures.length = 0;
      if (!answer) return { status: 200, headers: {}, body: bodyFor(pathname) };
      return {
        status: 401,
        headers: { "www-authenticate": String(answer.headers?.["WWW-Authenticate"]) },
        body: answer.body ?? "",
      };
    };
    const digest = new DigestAuthentication(keys.publicKey, keys.privateKey);
    const client = new AtlasClient("https://cloud.mongodb.com", authenticated(exchange, digest));
    const grown = await growth(async () => {
      for (let index = 0; index < 5_000; index++) await client.get(address(`c${index}`));
      for (let index = 0; index < 500; index++) await client.update(address(`c${index}`), { index });
    });
    assert.ok(grown < 300_000, `${grown} bytes in 5,500 requests`);
  });

  it("does not grow with renewed tokens", async () => {
    let now = 0;
    const exchange: Exchange = async ({ url }) => ({
      status: 200,
      headers: {},
      body: url.endsWith("/token") ? `{"access_token":"t${now}","expires_in":1}` : bodyFor(url),
    });
    const account = new ServiceAccountAuthentication("https://x.example", "id", "secret", () => now);
    const client = new AtlasClient("https://x.example", authenticated(exchange, account));
    const grown = await growth(async () => {
      for (let index = 0; index < 5_000; index++) {
        now += 500;
        await client.get(address("c"));
      }
    });
    assert.ok(grown < 300_000, `${grown} bytes in 5,000 requests`);
  });

  it("does not grow with the transport's time limits, sockets and listeners", async () => {
    const { url } = await listen(createServer((_, response) => void response.end(bodyFor("c"))));
    const client = new AtlasClient(url, createTransport());
    const grown = await growth(async () => {
      for (let index = 0; index < 150; index++) {
        await Promise.all(Array.from({ length: 10 }, () => client.get(address("c"))));
      }
    });
    assert.ok(grown < 1_500_000, `${grown} bytes in 1,500 requests`);
  });
});
