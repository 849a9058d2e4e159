import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { inspect } from "node:util";
import { authenticated } from "../../../provider/atlas/auth/authentication";
import { DigestAuthentication } from "../../../provider/atlas/auth/digest";
import { AtlasClient, type Policy } from "../../../provider/atlas/client";
import { NetworkError } from "../../../provider/atlas/errors/networkError";
import { AtlasApiError, UnexpectedResponseError } from "../../../provider/atlas/errors/responseErrors";
import type { Exchange } from "../../../provider/atlas/http";
import { createTransport } from "../../../provider/atlas/transport";
import { threeAttempts } from "./attempts";
import {
  type Answer,
  closeServers,
  DigestGate,
  type DigestOptions,
  found,
  refusal,
  type Seen,
  serve,
} from "./servers";

const keys = { publicKey: "abcdefgh", privateKey: "11111111-2222-3333-4444-private00key" };
const address = (connectionName: string) => ({
  projectId: "32b6e34b3d91647abb20e7b8",
  workspaceName: "my workspace",
  connectionName,
});
const times = <T>(count: number, run: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, index) => run(index)));

interface Setup extends Partial<DigestOptions> {
  /** The keys of the client, when they are wrong. */
  wrong?: Partial<typeof keys>;
  answer?: (seen: Seen) => Answer | Promise<Answer>;
  /** Wraps the transport below authentication. */
  between?: (exchange: Exchange) => Exchange;
  policy?: Policy;
}

async function setUp({ wrong, answer = () => found, between = (e) => e, policy, ...options }: Setup = {}) {
  const gate = new DigestGate({ ...keys, ...options });
  const server = await serve((seen) => gate.check(seen) ?? answer(seen));
  const { publicKey, privateKey } = { ...keys, ...wrong };
  const authentication = new DigestAuthentication(publicKey, privateKey);
  const exchange = authenticated(between(createTransport()), authentication);
  return { gate, server, client: new AtlasClient(server.url, exchange, policy) };
}

/** Sends requests in another order than they were authorized in, like sockets that open slowly. */
const jittered =
  (exchange: Exchange): Exchange =>
  async (request) => {
    await sleep(Math.random() * 30);
    return exchange(request);
  };

describe("digest authentication", () => {
  afterEach(closeServers);

  it("uses one challenge for fifty concurrent requests, with a count for each", async () => {
    const { gate, server, client } = await setUp();
    await times(50, (index) => client.get(address(`c${index}`)));
    assert.equal(server.seen.length, 51);
    assert.equal(gate.challenges, 1);
    assert.deepEqual(gate.failures, []);
    assert.equal(new Set(gate.admitted).size, 50);
  });

  it("counts in hexadecimal, without a gap", async () => {
    const { gate, client } = await setUp();
    for (let index = 0; index < 18; index++) await client.get(address("orders"));
    const counts = gate.admitted.map((one) => Number.parseInt(one.split(":")[1] ?? "", 16));
    assert.deepEqual(
      counts,
      Array.from({ length: 18 }, (_, index) => index + 1),
    );
  });

  it("requests the challenge without a body, and sends the body once", async () => {
    const { server, client } = await setUp();
    await client.create(address(""), { name: "orders", type: "Kafka" });
    assert.deepEqual(
      server.seen.map(({ method, body, headers }) => [method, body !== "", headers["content-type"]]),
      [
        ["GET", false, undefined],
        ["POST", true, "application/vnd.atlas.2023-02-01+json"],
      ],
    );
  });

  for (const saysStale of [true, false]) {
    it(`renews an expired nonce, ${saysStale ? "with" : "without"} stale`, async () => {
      const { gate, server, client } = await setUp({ usesPerNonce: 10, saysStale });
      for (let index = 0; index < 25; index++) await client.get(address("orders"));
      assert.equal(gate.admitted.length, 25);
      assert.equal(gate.challenges, 1);
      // Ten requests, one refusal, ten requests, one refusal, five requests.
      assert.equal(server.seen.length, 1 + 25 + 2);
    });

    it(`renews for concurrent requests, ${saysStale ? "with" : "without"} stale`, async () => {
      const { gate, server, client } = await setUp({ saysStale });
      await client.get(address("orders"));
      gate.forget();
      await times(20, () => client.get(address("orders")));
      assert.equal(gate.admitted.length, 21);
      assert.equal(server.seen.length, 2 + 20 + 20);
    });

    it(`renews when all challenges have the same nonce, ${saysStale ? "with" : "without"} stale`, async () => {
      const { gate, server, client } = await setUp({ saysStale, oneNonce: true });
      await client.get(address("orders"));
      gate.forget();
      await times(20, () => client.get(address("orders")));
      assert.equal(new Set(gate.admitted).size, 21);
      assert.equal(server.seen.length, 2 + 20 + 20);
    });
  }

  it("renews a nonce that was used only for refusals of the application", async () => {
    const answer = () => refusal(404, "STREAM_CONNECTION_NOT_FOUND_FOR_NAME");
    const { gate, client } = await setUp({ saysStale: false, answer });
    await assert.rejects(client.get(address("orders")), { status: 404 });
    gate.forget();
    await assert.rejects(client.get(address("orders")), { status: 404 });
    assert.equal(gate.admitted.length, 2);
  });

  for (const saysStale of [true, false]) {
    it(`satisfies a server that requires rising counts, ${saysStale ? "with" : "without"} stale`, async () => {
      const { gate, server, client } = await setUp({ strictOrder: true, saysStale, between: jittered });
      await client.get(address("first"));
      for (let round = 0; round < 3; round++) await times(50, (index) => client.get(address(`c${index}`)));
      assert.equal(gate.admitted.length, 151);
      assert.ok(gate.failures.length > 20, "requests did overtake each other");
      assert.ok(server.seen.length < 151 * 2.5, `${server.seen.length} requests`);
    });
  }

  it("gives up on wrong keys after one challenge and one refusal, and then sends nothing", async () => {
    const { gate, server, client } = await setUp({ wrong: { privateKey: "wrong" } });
    await assert.rejects(client.get(address("orders")), { name: "AtlasApiError", status: 401 });
    assert.equal(server.seen.length, 2);
    await assert.rejects(client.get(address("orders")), {
      name: "CredentialsRefusedError",
      message:
        "Atlas has refused the credentials (401 UNEXPECTED_ERROR); check them, they are not sent again in this run",
    });
    assert.equal(server.seen.length, 2);
    assert.equal(gate.challenges, 1);
  });

  it("reports wrong keys once for twenty concurrent requests", async () => {
    const { gate, server, client } = await setUp({ wrong: { publicKey: "stranger" } });
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) =>
        client.create({ ...address(""), workspaceName: `workspace-${index}` }, { password: "body-secret" }),
      ),
    );
    const reasons = results.map((result) => result.status === "rejected" && result.reason.name);
    assert.deepEqual(reasons.filter((name) => name === "AtlasApiError").length, 1);
    assert.deepEqual(reasons.filter((name) => name === "CredentialsRefusedError").length, 19);
    assert.equal(gate.challenges, 1);
    // Some requests are sent again with their own nonce, before the first of those is refused.
    assert.ok(server.seen.length <= 1 + 2 * 20, String(server.seen.length));
  });

  it("does not mistake a nonce count out of order for wrong keys", async () => {
    let isFirst = true;
    const between =
      (exchange: Exchange): Exchange =>
      async (request) => {
        if (!isFirst || request.headers?.Authorization === undefined) return exchange(request);
        isFirst = false;
        // A strict server requires counts in order, also before any request has passed.
        return exchange({ method: "GET", url: request.url });
      };
    const { client } = await setUp({ between });
    const results = await Promise.allSettled(
      Array.from({ length: 4 }, (_, index) => client.get(address(`orders-${index}`))),
    );
    assert.deepEqual(
      results.map(({ status }) => status),
      Array(4).fill("fulfilled"),
    );
  });

  it("gives up on revoked keys after one more attempt each", async () => {
    const { gate, server, client } = await setUp();
    await client.get(address("orders"));
    gate.options.privateKey = "changed meanwhile";
    await times(20, () => assert.rejects(client.get(address("orders"))));
    assert.ok(server.seen.length <= 2 + 40, `${server.seen.length} requests`);
  });

  it("limits the attempts with a server that always returns stale=true", async () => {
    const { server, client } = await setUp({ usesPerNonce: 0 });
    await assert.rejects(client.get(address("orders")), { status: 401 });
    assert.equal(server.seen.length, 1 + 5);
  });

  it("does not retry a refusal of the application", async () => {
    const answer = () => ({
      ...refusal(401, "USER_CANNOT_ACCESS_GROUP"),
      headers: {
        "X-Error-Code": "USER_CANNOT_ACCESS_GROUP",
        "WWW-Authenticate": `Digest realm="x", nonce="y", algorithm=MD5, qop="auth", stale=false`,
      },
    });
    const { server, client } = await setUp({ answer });
    for (let index = 0; index < 3; index++) {
      await assert.rejects(client.get(address("orders")), { errorCode: "USER_CANNOT_ACCESS_GROUP" });
    }
    assert.equal(server.seen.length, 1 + 3);
  });

  const offers: Record<string, (digest: string) => string | string[]> = {
    "Basic before it": (digest) => `Basic realm="atlas, Digest realm=fake", ${digest}`,
    "Bearer after it": (digest) => `${digest}, Bearer realm="other", error="invalid_token"`,
    "a header each": (digest) => ["Negotiate", digest, 'Basic realm="x", charset="UTF-8"'],
    "an unknown algorithm before it": (digest) =>
      `Digest realm="x", nonce="z", algorithm=SHA-3, qop="auth", ${digest}`,
    "a second one after it": (digest) =>
      `${digest}, Digest realm="second", nonce="z", algorithm=SHA-256, qop="auth", userhash=true`,
    "the scheme in lower case": (digest) => digest.replace("Digest", "digest"),
  };
  for (const [name, offer] of Object.entries(offers)) {
    it(`finds the digest challenge with ${name}`, async () => {
      const { gate, client } = await setUp({ offer });
      await client.get(address("orders"));
      assert.deepEqual([gate.failures, gate.admitted.length], [[], 1]);
    });
  }

  for (const algorithm of ["MD5", "MD5-sess", "SHA-256", "SHA-256-sess"]) {
    it(`computes ${algorithm}`, async () => {
      const { gate, client } = await setUp({ algorithm });
      await times(3, () => client.get(address("orders")));
      assert.deepEqual([gate.failures, gate.admitted.length], [[], 3]);
    });
  }

  it("signs the request target as it is sent, with escapes and query, and a user name with escapes", async () => {
    const publicKey = "a%20b%2Fc+d";
    const answer = ({ target }: Seen) =>
      target.includes("pageNum") ? { ...found, body: '{"results":[]}' } : found;
    const { gate, server, client } = await setUp({ publicKey, wrong: { publicKey }, answer });
    const names = [
      "a b",
      "ü/日本",
      "50%",
      "a+b",
      "a?b#c",
      "%2e%2e",
      "it's(*)!~",
      "x".repeat(2000),
      "a\\b;c=d&e",
    ];
    for (const name of names) await client.get(address(name));
    await client.list(address(""), 2, 100);
    assert.deepEqual(gate.failures, []);
    assert.equal(gate.admitted.length, names.length + 1);
    assert.ok(server.seen.at(-1)?.target.endsWith("/my%20workspace/connections?pageNum=2&itemsPerPage=100"));
  });

  it("authorizes each attempt of a policy", async () => {
    let failures = 2;
    const answer = () => (failures-- > 0 ? refusal(503, "UNEXPECTED_ERROR") : found);
    const errors: unknown[] = [];
    const { gate, client } = await setUp({ answer, policy: threeAttempts(errors) });
    await client.update(address("orders"), { type: "Kafka" });
    assert.deepEqual(
      errors.map((error) => error instanceof AtlasApiError && error.status),
      [503, 503],
    );
    assert.deepEqual(
      gate.admitted.map((one) => one.split(":")[1]),
      ["00000001", "00000002", "00000003"],
    );
  });

  it("never shows the private key", async () => {
    const { gate, server, client } = await setUp();
    await client.get(address("orders"));
    gate.options.privateKey = "changed meanwhile";
    const error = await client.create(address(""), { password: "body-secret" }).catch((reason) => reason);
    assert.ok(error instanceof AtlasApiError);
    const shown = [
      inspect(error, { depth: 20, showHidden: true }),
      JSON.stringify(error),
      error.stack,
    ].join();
    assert.doesNotMatch(shown, /private00key|body-secret|Digest|nonce/);
    assert.doesNotMatch(
      JSON.stringify(server.seen.map(({ headers, target }) => [headers, target])),
      /private00key/,
    );
  });

  it("shares a challenge, but not its failure", async () => {
    const names: string[] = [];
    const server = await serve(({ target }) => {
      const name = target.split("/").at(-1) ?? "";
      names.push(name);
      return name === "missing" ? refusal(404, "STREAM_CONNECTION_NOT_FOUND_FOR_NAME") : found;
    });
    const exchange = authenticated(createTransport(), new DigestAuthentication("a", "b"));
    const client = new AtlasClient(server.url, exchange);
    const [missing, there] = await Promise.allSettled([
      client.get(address("missing")),
      client.get(address("there")),
    ]);
    assert.equal(missing?.status, "rejected");
    assert.equal(there?.status, "fulfilled", "the response for one connection must not be used for another");
    assert.equal(
      server.seen.some(({ headers }) => headers.authorization),
      false,
    );
  });

  it("requests a challenge again after a failure", async () => {
    let broken = true;
    const gate = new DigestGate(keys);
    const server = await serve((seen) =>
      broken ? { status: 502, body: "<html>" } : (gate.check(seen) ?? found),
    );
    const exchange = authenticated(
      createTransport(),
      new DigestAuthentication(keys.publicKey, keys.privateKey),
    );
    const client = new AtlasClient(server.url, exchange);
    await times(5, () => assert.rejects(client.get(address("orders")), UnexpectedResponseError));
    broken = false;
    await times(5, () => client.get(address("orders")));
    assert.equal(gate.challenges, 1);
  });

  it("names the request of the challenge when that request fails", async () => {
    const { url } = await serve(() => found);
    await closeServers();
    const exchange = authenticated(createTransport(), new DigestAuthentication("a", "b"));
    const client = new AtlasClient(url, exchange);
    await times(3, async (index) => {
      const error = await client.get(address(`c${index}`)).catch((reason) => reason);
      assert.ok(error instanceof NetworkError);
      assert.ok(error.url.endsWith(`/c${index}`), error.url);
    });
  });

  it("names the GET of the challenge when that fails with a 500, so that a POST is retried", async () => {
    const server = await serve(() => refusal(500, "UNEXPECTED_ERROR"));
    const exchange = authenticated(createTransport(), new DigestAuthentication("a", "b"));
    const created = new AtlasClient(server.url, exchange).create(address("orders"), {});
    await assert.rejects(created, { name: "AtlasApiError", status: 500, method: "GET" });
  });

  it("treats a 401 without a digest challenge as a refusal", async () => {
    const server = await serve(() => ({ status: 401, headers: { "WWW-Authenticate": "Basic realm=x" } }));
    const exchange = authenticated(createTransport(), new DigestAuthentication("a", "b"));
    await assert.rejects(
      new AtlasClient(server.url, exchange).get(address("orders")),
      UnexpectedResponseError,
    );
    assert.equal(server.seen.length, 1);
  });
});
