import assert from "node:assert/strict";
import { inspect } from "node:util";
import { accessTokenAuthentication } from "../../../provider/atlas/auth/accessToken";
import { authenticated } from "../../../provider/atlas/auth/authentication";
import { ServiceAccountAuthentication } from "../../../provider/atlas/auth/serviceAccount";
import { AtlasClient } from "../../../provider/atlas/client";
import { NetworkError } from "../../../provider/atlas/errors/networkError";
import { AtlasApiError, UnexpectedResponseError } from "../../../provider/atlas/errors/responseErrors";
import { createTransport } from "../../../provider/atlas/transport";
import { type Answer, closeServers, found, refusal, type Seen, serve } from "./servers";

const address = { projectId: "32b6e34b3d91647abb20e7b8", workspaceName: "ws", connectionName: "orders" };
const clientId = "mdb_sa_id_0";
const clientSecret = "mdb_sa_sk_ a+b/c:d=é%";

interface Setup {
  /** Replaces the response of the token endpoint. */
  token?: (seen: Seen) => Answer | undefined;
  answer?: (seen: Seen) => Answer | undefined;
  secret?: string;
  prefix?: string;
}

/** A token endpoint that checks credentials, and an API that accepts its tokens until they are revoked. */
async function setUp({ token, answer, secret = clientSecret, prefix = "" }: Setup = {}) {
  const live = new Set<string>();
  let issued = 0;
  const clock = { now: 1_000_000 };
  const basic = `Basic ${Buffer.from(`${clientId}:${encodeURIComponent(clientSecret)}`).toString("base64")}`;
  const server = await serve((seen) => {
    if (seen.target === `${prefix}/api/oauth/token`) {
      const other = token?.(seen);
      if (other) return other;
      if (seen.headers.authorization !== basic) {
        return {
          status: 401,
          headers: { "Content-Type": "application/json" },
          body: JSON.stringify({ error: "invalid_client", error_description: "Unknown client or secret." }),
        };
      }
      const access_token = `token-number-${++issued}`;
      live.add(access_token);
      return { body: JSON.stringify({ access_token, token_type: "Bearer", expires_in: 3600 }) };
    }
    const bearer = /^Bearer (.+)$/.exec(seen.headers.authorization ?? "")?.[1] ?? "";
    if (!live.has(bearer)) return { status: 401, body: '{"error":401,"detail":"No."}' };
    return answer?.(seen) ?? found;
  });
  const url = server.url + prefix;
  const authentication = new ServiceAccountAuthentication(url, clientId, secret, () => clock.now);
  const client = new AtlasClient(url, authenticated(createTransport(), authentication));
  const tokens = () => server.seen.filter(({ target }) => target.endsWith("/oauth/token"));
  return { server, client, clock, live, tokens, authentication };
}

describe("service account", () => {
  afterEach(closeServers);

  it("fetches one token for concurrent requests, with encoded credentials and a form", async () => {
    const { client, tokens, server } = await setUp({ prefix: "/gateway" });
    await Promise.all(Array.from({ length: 30 }, () => client.get(address)));
    assert.equal(server.seen.length, 31);
    const [token] = tokens();
    assert.equal(token?.method, "POST");
    assert.equal(token?.body, "grant_type=client_credentials");
    assert.equal(token?.headers["content-type"], "application/x-www-form-urlencoded");
    assert.equal(token?.headers.accept, "application/json");
    assert.match(token?.headers["user-agent"] ?? "", /^pulumi-atlas-streams\//);
  });

  it("renews the token once before it expires", async () => {
    const { client, clock, tokens } = await setUp();
    await client.get(address);
    clock.now += 3600 * 1000 * 0.9 - 1;
    await client.get(address);
    assert.equal(tokens().length, 1);
    clock.now += 1;
    await Promise.all([client.get(address), client.get(address), client.get(address)]);
    assert.equal(tokens().length, 2);
  });

  it("replaces a revoked token once for all refused requests", async () => {
    const { client, live, tokens, server } = await setUp();
    await client.get(address);
    live.clear();
    await Promise.all(Array.from({ length: 10 }, () => client.get(address)));
    assert.equal(tokens().length, 2);
    assert.equal(server.seen.length, 2 + 10 + 1 + 10);
  });

  it("does not fetch a new token after a refusal of the application", async () => {
    const answer = () => refusal(401, "USER_CANNOT_ACCESS_GROUP");
    const { client, tokens, server } = await setUp({ answer });
    await assert.rejects(client.get(address), { errorCode: "USER_CANNOT_ACCESS_GROUP" });
    await assert.rejects(client.get(address), { errorCode: "USER_CANNOT_ACCESS_GROUP" });
    assert.deepEqual([tokens().length, server.seen.length], [1, 3]);
  });

  it("fetches a new token when RFC 6750's invalid_token refuses the old one", async () => {
    const headers = { "X-Error-Code": "X", "WWW-Authenticate": 'Bearer error="invalid_token"' };
    const answers: Answer[] = [found, { status: 401, headers }, found];
    const { client, tokens } = await setUp({ answer: () => answers.shift() });
    await client.get(address);
    await client.get(address);
    assert.deepEqual([tokens().length, answers.length], [2, 0]);
  });

  it("stops when Atlas refuses a new token", async () => {
    const { client, server, live } = await setUp({
      token: () => ({ body: '{"access_token":"x","expires_in":60}' }),
    });
    live.clear();
    await assert.rejects(client.get(address), { status: 401 });
    assert.equal(server.seen.length, 2);
  });

  it("reports a wrong secret as one error that names the token endpoint", async () => {
    const { client, server } = await setUp({ secret: "wrong-secret" });
    const results = await Promise.allSettled([
      client.get(address),
      client.get(address),
      client.list(address, 1),
    ]);
    await assert.rejects(client.get(address), { name: "CredentialsRefusedError" });
    assert.equal(server.seen.length, 1);
    const [first, ...others] = results;
    for (const result of others)
      assert.ok(result?.status === "rejected" && result.reason.name === "CredentialsRefusedError");
    for (const result of [first]) {
      assert.ok(result?.status === "rejected" && result.reason instanceof AtlasApiError);
      assert.equal(result.reason.errorCode, "invalid_client");
      assert.match(
        result.reason.message,
        /^401 invalid_client: Unknown client or secret\. \(POST .*\/api\/oauth\/token\)$/,
      );
      assert.match(result.reason.hint ?? "", /clientSecret/);
      const shown = inspect(result.reason, { depth: 20, showHidden: true }) + JSON.stringify(result.reason);
      assert.doesNotMatch(shown, /wrong-secret|grant_type|Basic/);
    }
  });

  const answers: Record<string, [Answer, object]> = {
    "HTML with 200": [{ headers: { "Content-Type": "text/html" }, body: "<html>" }, UnexpectedResponseError],
    "half a JSON text": [{ body: '{"access_token":"leaked-to' }, UnexpectedResponseError],
    "no token": [{ body: '{"token_type":"Bearer"}' }, UnexpectedResponseError],
    "a token for no time": [
      { body: '{"access_token":"leaked-token","expires_in":0}' },
      UnexpectedResponseError,
    ],
    "HTML with 502": [{ status: 502, body: "<html>" }, UnexpectedResponseError],
    "a redirect": [{ status: 302, headers: { Location: "https://example.com" } }, UnexpectedResponseError],
    "429 in Atlas' words": [
      { ...refusal(429, "RATE_LIMITED"), headers: { "Retry-After": "7" } },
      { name: "AtlasApiError", status: 429, errorCode: "RATE_LIMITED", retryAfterMs: 7000 },
    ],
  };
  for (const [name, [answer, expected]] of Object.entries(answers)) {
    it(`reports a token endpoint that responds with ${name}, and recovers`, async () => {
      let broken = true;
      const { client } = await setUp({ token: () => (broken ? answer : undefined) });
      const error = await client.get(address).catch((reason) => reason);
      await assert.rejects(Promise.reject(error), expected as Error);
      assert.match(error.message, /\/api\/oauth\/token\)$/);
      assert.doesNotMatch(inspect(error, { depth: 20 }), /leaked/);
      broken = false;
      await client.get(address);
    });
  }

  it("reports a token endpoint that does not exist", async () => {
    const { client } = await setUp();
    await closeServers();
    await assert.rejects(client.get(address), NetworkError);
  });

  it("lists its secrets", async () => {
    const { client, authentication } = await setUp();
    await client.get(address);
    assert.ok(authentication.secrets.includes(clientSecret));
    assert.ok(authentication.secrets.includes("token-number-1"));
  });
});

describe("access token", () => {
  afterEach(closeServers);

  it("is sent without a line end", async () => {
    const server = await serve(() => found);
    const client = new AtlasClient(
      server.url,
      authenticated(createTransport(), accessTokenAuthentication("abc\n")),
    );
    await client.get(address);
    assert.deepEqual(
      server.seen.map(({ headers }) => headers.authorization),
      ["Bearer abc"],
    );
  });

  it("is neither sent again nor shown when Atlas refuses it", async () => {
    const server = await serve(() => refusal(401, "", "Expired."));
    const authentication = accessTokenAuthentication("raw-token");
    const client = new AtlasClient(server.url, authenticated(createTransport(), authentication));
    const error = await client.get(address).catch((reason) => reason);
    assert.ok(error instanceof AtlasApiError && error.status === 401);
    assert.equal(server.seen.length, 1);
    assert.doesNotMatch(inspect(error, { depth: 20, showHidden: true }), /raw-token/);
    assert.deepEqual(authentication.secrets, ["raw-token"]);
  });
});
