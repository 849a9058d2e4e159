import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { AtlasClient, type Policy } from "../../../provider/atlas/client";
import { AtlasApiError, UnexpectedResponseError } from "../../../provider/atlas/errors/responseErrors";
import { checkBaseUrl, isLoopback } from "../../../provider/atlas/settings/baseUrl";
import { createTransport } from "../../../provider/atlas/transport";
import { version } from "../../../provider/atlas/version";
import { threeAttempts } from "./attempts";
import { type Answer, closeServers, connection, found, refusal, serve } from "./servers";

const projectId = "32b6e34b3d91647abb20e7b8";
const address = { projectId, workspaceName: "ws", connectionName: "orders" };
const root = `/api/atlas/v2/groups/${projectId}/streams/ws/connections`;

async function setUp(answer: Answer | (() => Answer) = found, policy?: Policy) {
  const server = await serve(() => (typeof answer === "function" ? answer() : answer));
  return { server, client: new AtlasClient(server.url, createTransport(), policy) };
}

describe("client", () => {
  afterEach(closeServers);

  it("sends the API's version and its user agent", async () => {
    const { server, client } = await setUp();
    await client.create(address, { name: "orders", type: "Kafka" });
    await client.update(address, { type: "Kafka" });
    await client.get(address);
    await client.delete(address);
    assert.deepEqual(
      server.seen.map(({ method, target, headers, body }) => [method, target, headers["content-type"], body]),
      [
        ["POST", root, "application/vnd.atlas.2023-02-01+json", '{"name":"orders","type":"Kafka"}'],
        ["PATCH", `${root}/orders`, "application/vnd.atlas.2023-02-01+json", '{"type":"Kafka"}'],
        ["GET", `${root}/orders`, undefined, ""],
        ["DELETE", `${root}/orders`, undefined, ""],
      ],
    );
    const ours = JSON.parse(readFileSync(join(__dirname, "../../../package.json"), "utf8"));
    assert.equal(version, ours.version);
    for (const { headers } of server.seen) {
      assert.equal(headers.accept, "application/vnd.atlas.2023-02-01+json");
      assert.equal(headers["user-agent"], `pulumi-atlas-streams/${ours.version}`);
      assert.equal(headers.authorization, undefined);
    }
  });

  it("encodes every part of the path", async () => {
    const { server, client } = await setUp();
    const names = ["a b", "ü日", "a?b", "a#b", "50%", "a+b", "..x", "%2e%2e", "a/../b", "a\\b"];
    for (const name of names) {
      await client.get({ projectId, workspaceName: name, connectionName: name });
      const encoded = encodeURIComponent(name);
      assert.equal(
        server.seen.at(-1)?.target,
        `/api/atlas/v2/groups/${projectId}/streams/${encoded}/connections/${encoded}`,
      );
    }
  });

  it("refuses names that address another resource, before it sends anything", async () => {
    const { server, client } = await setUp();
    for (const name of ["", ".", "..", "\ud800"]) {
      await assert.rejects(client.delete({ ...address, connectionName: name }));
      await assert.rejects(client.list({ projectId, workspaceName: name }, 1));
    }
    assert.equal(server.seen.length, 0);
  });

  it("works with a base URL that has a path, with and without a trailing slash", async () => {
    const server = await serve(() => found);
    for (const suffix of ["", "/", "/gate/way", "/gate/way/"]) {
      const checked = checkBaseUrl(server.url + suffix);
      assert.ok("url" in checked);
      await new AtlasClient(checked.url, createTransport()).get(address);
      assert.equal(server.seen.at(-1)?.target, `${suffix.replace(/\/$/, "")}${root}/orders`);
    }
  });

  it("lists a page", async () => {
    const page = { results: [connection, { name: "x", type: "Future", extra: 1 }], totalCount: 2, links: [] };
    const { server, client } = await setUp({ body: JSON.stringify(page) });
    const { results, totalCount } = await client.list(address, 3);
    assert.deepEqual([results, totalCount], [page.results, 2]);
    assert.equal(server.seen[0]?.target, `${root}?pageNum=3&itemsPerPage=500`);
  });

  it("returns unknown fields, types and states, and null", async () => {
    const answer = { name: "a", type: "Future", state: "ODD", id: null, region: null, nested: { new: [1] } };
    const { client } = await setUp({ body: JSON.stringify(answer) });
    assert.deepEqual({ ...(await client.get(address)) }, answer);
  });

  it("ignores __proto__ in a response", async () => {
    const { client } = await setUp({ body: '{"name":"a","type":"b","__proto__":{"polluted":true}}' });
    const answer = await client.get(address);
    assert.equal(answer.polluted, undefined);
    assert.equal(({} as { polluted?: boolean }).polluted, undefined);
  });

  it("accepts an empty response to DELETE, and one in JSON", async () => {
    for (const answer of [{ status: 204 }, { status: 202, body: "{}" }, { status: 202, body: "" }]) {
      const { client } = await setUp(answer);
      await client.delete(address);
    }
  });

  const strange: Record<string, Answer> = {
    "HTML with 200": { headers: { "Content-Type": "text/html" }, body: "<html>log in, secret-page</html>" },
    "HTML with 502": { status: 502, headers: { "Content-Type": "text/html" }, body: "<html>secret-page" },
    "half a JSON text": { body: '{"name":"orders","secret-page":' },
    "an array": { body: '["secret-page"]' },
    "a text": { body: '"secret-page"' },
    "JSON of another server with 500": { status: 500, body: '{"message":"secret-page"}' },
    "nothing with 404": { status: 404 },
    "a redirect": { status: 307, headers: { Location: "/secret-page" }, body: '{"detail":"secret-page"}' },
  };
  for (const [name, answer] of Object.entries(strange)) {
    it(`reports ${name} as an unexpected response`, async () => {
      const { client } = await setUp(answer);
      for (const call of [
        () => client.get(address),
        () => client.list(address, 1),
        () => client.create(address, {}),
        () => client.update(address, {}),
        () => client.delete(address),
      ]) {
        const error = await call().catch((reason) => reason);
        assert.ok(error instanceof UnexpectedResponseError, String(error));
        assert.equal(error.status, answer.status ?? 200);
        assert.match(
          error.message,
          /^the answer does not come from Atlas: .*\((GET|POST|PATCH|DELETE) http:\S+\)$/,
        );
        assert.doesNotMatch(error.message, /secret-page/);
        assert.match(error.hint ?? "", /baseUrl/);
      }
    });
  }

  it("reports a response without name or type", async () => {
    const { client } = await setUp({ body: '{"type":"Kafka"}' });
    await assert.rejects(client.get(address), UnexpectedResponseError);
    await assert.rejects(client.list(address, 1), UnexpectedResponseError);
  });

  it("gives a policy typed errors, so that it can retry", async () => {
    const answers = [refusal(429, "RATE_LIMITED"), { status: 503, body: "<html>" }, found];
    const errors: unknown[] = [];
    const { server, client } = await setUp(() => answers.shift() ?? found, threeAttempts(errors));
    assert.equal((await client.create(address, { a: 1 })).name, "orders");
    assert.ok(errors[0] instanceof AtlasApiError && errors[1] instanceof UnexpectedResponseError);
    assert.equal(errors.length, 2);
    assert.deepEqual(new Set(server.seen.map(({ body }) => body)), new Set(['{"a":1}']));
  });

  it("keeps other writes waiting while its policy retries a write", async () => {
    const order: string[] = [];
    const policy: Policy = (send) => async (request) => {
      order.push(`begin ${request.body}`);
      await send(request);
      const response = await send(request);
      order.push(`end ${request.body}`);
      return response;
    };
    const { client } = await setUp(found, policy);
    await Promise.all([client.create(address, { a: 1 }), client.update(address, { a: 2 })]);
    assert.deepEqual(order, ['begin {"a":1}', 'end {"a":1}', 'begin {"a":2}', 'end {"a":2}']);
  });
});

describe("checkBaseUrl", () => {
  const good: Record<string, string> = {
    "https://cloud.mongodb.com": "https://cloud.mongodb.com",
    "https://cloud.mongodb.com/": "https://cloud.mongodb.com",
    "HTTPS://Cloud.MongoDB.com:443///": "https://cloud.mongodb.com",
    " https://cloud.mongodb.com\n": "https://cloud.mongodb.com",
    "https://gateway.example.com:8443/atlas/": "https://gateway.example.com:8443/atlas",
    "https://10.0.0.1": "https://10.0.0.1",
    "http://localhost:8080": "http://localhost:8080",
    "http://LOCALHOST": "http://localhost",
    "http://127.0.0.1:1/x": "http://127.0.0.1:1/x",
    "http://127.1": "http://127.0.0.1",
    "http://127.200.3.4": "http://127.200.3.4",
    "http://[::1]:8080": "http://[::1]:8080",
    "http://[0:0:0:0:0:0:0:1]": "http://[::1]",
  };
  for (const [text, url] of Object.entries(good)) {
    it(`accepts ${JSON.stringify(text)}`, () => assert.deepEqual(checkBaseUrl(text), { url }));
  }

  const bad: Record<string, RegExp> = {
    "": /whole URL/,
    "cloud.mongodb.com": /whole URL/,
    "/api": /whole URL/,
    "https://": /whole URL/,
    "http://cloud.mongodb.com": /https:/,
    "http://127.0.0.1.example.com": /https:/,
    "http://localhost.example.com": /https:/,
    "http://example.com/127.0.0.1": /https:/,
    "http://0.0.0.0": /https:/,
    "http://[::ffff:10.0.0.1]": /https:/,
    "ftp://localhost": /https:/,
    "file:///etc/passwd": /https:/,
    "javascript:alert(1)": /https:/,
    "localhost:8080": /https:/,
    "https://user:hunter2@cloud.mongodb.com": /user name/,
    "http://localhost@example.com": /user name/,
    "https://hunter2@cloud.mongodb.com": /user name/,
    "https://:hunter2@cloud.mongodb.com": /user name/,
    "https://cloud.mongodb.com?key=hunter2": /query/,
    "https://cloud.mongodb.com/#hunter2": /query/,
  };
  for (const [text, problem] of Object.entries(bad)) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      const checked = checkBaseUrl(text);
      assert.ok("problem" in checked);
      assert.match(checked.problem, problem);
      assert.doesNotMatch(checked.problem, /hunter2|passwd|alert/);
    });
  }

  it("recognizes this machine", () => {
    assert.ok(isLoopback("https://localhost/x") && isLoopback("http://[::1]:1/"));
    assert.ok(!isLoopback("https://cloud.mongodb.com/127.0.0.1"));
  });
});
