import assert from "node:assert/strict";
import {
  defaultAccessToken,
  defaultServiceAccount,
  type LocalAtlas,
  startLocalAtlas,
} from "../../atlas-local";
import { accept, pathOf } from "./support/client";
import { send } from "./support/http";

const special = { clientId: "id with spaces & more", clientSecret: "s:e/c+r=e%t" };

describe("local Atlas: OAuth", () => {
  let atlas: LocalAtlas;
  let now = 1_000_000;

  beforeEach(async () => {
    atlas = await startLocalAtlas({
      clock: () => now,
      tokenLifetimeSeconds: 100,
      serviceAccounts: [defaultServiceAccount, special],
      rateLimit: { tokenRequests: 3 },
    });
  });
  afterEach(() => atlas.close());

  const basic = ({ clientId, clientSecret } = { ...defaultServiceAccount }) => {
    const encode = (text: string) => new URLSearchParams({ x: text }).toString().slice(2);
    return `Basic ${Buffer.from(`${encode(clientId)}:${encode(clientSecret)}`).toString("base64")}`;
  };
  const ask = (authorization?: string, body = "grant_type=client_credentials", path = "/api/oauth/token") =>
    send(atlas.url + path, {
      method: "POST",
      body,
      headers: {
        "Content-Type": "application/x-www-form-urlencoded",
        ...(authorization ? { Authorization: authorization } : {}),
      },
    });
  const list = async (token: string) =>
    send(atlas.url + pathOf(), { headers: { Accept: accept, Authorization: `Bearer ${token}` } });

  it("issues a token that is valid until it expires", async () => {
    const answer = await ask(basic());
    assert.equal(answer.status, 200);
    const { access_token, ...rest } = answer.json;
    assert.deepEqual(rest, { expires_in: 100, token_type: "Bearer" });
    assert.equal((await list(access_token)).status, 200);
    now += 99_999;
    assert.equal((await list(access_token)).status, 200);
    now += 1;
    assert.equal((await list(access_token)).status, 401);
    assert.equal(atlas.requests.at(-1)?.refusal, "the token has expired");
  });

  it("decodes id and secret of the Basic header", async () => {
    assert.equal((await ask(basic(special))).status, 200);
    const raw = Buffer.from(`${special.clientId}:${special.clientSecret}`).toString("base64");
    assert.equal((await ask(`Basic ${raw}`)).status, 401);
  });

  it("refuses invalid clients with invalid_client", async () => {
    const wrong = { ...defaultServiceAccount, clientSecret: "wrong" };
    for (const header of [
      undefined,
      "Basic !",
      "Bearer x",
      basic(wrong),
      basic({ ...wrong, clientId: "x" }),
    ]) {
      const answer = await ask(header);
      assert.equal(answer.status, 401, header);
      assert.equal(answer.json.error, "invalid_client");
    }
  });

  it("refuses other grant types and content types", async () => {
    assert.equal((await ask(basic(), "grant_type=password")).json.error, "unsupported_grant_type");
    assert.equal((await ask(basic(), "")).json.error, "invalid_request");
    const json = await send(`${atlas.url}/api/oauth/token`, {
      method: "POST",
      body: '{"grant_type":"client_credentials"}',
      headers: { "Content-Type": "application/json", Authorization: basic() },
    });
    assert.deepEqual([json.status, json.json.error], [400, "invalid_request"]);
    assert.equal((await send(`${atlas.url}/api/oauth/token`)).status, 405);
  });

  it("revokes a token only for its own client", async () => {
    const { access_token } = (await ask(basic())).json;
    const revoke = (who: string) => ask(who, `token=${access_token}`, "/api/oauth/revoke");
    assert.equal((await revoke(basic(special))).status, 200);
    assert.equal((await list(access_token)).status, 200);
    assert.equal((await revoke(basic())).status, 200);
    assert.equal((await list(access_token)).status, 401);
    assert.equal((await revoke("Basic eA==")).status, 401);
  });

  it("revokes all issued tokens, but no configured access token", async () => {
    const { access_token } = (await ask(basic())).json;
    atlas.revokeTokens();
    assert.equal((await list(access_token)).status, 401);
    assert.equal((await list(defaultAccessToken)).status, 200);
  });

  it("responds to an unknown token with the recorded 401", async () => {
    const answer = await list("nonsense");
    assert.equal(answer.status, 401);
    assert.equal(answer.json.errorCode, "UNEXPECTED_ERROR");
  });

  it("limits token requests per client and minute with the endpoint's error", async () => {
    for (let count = 0; count < 3; count++) assert.equal((await ask(basic())).status, 200);
    const answer = await ask(basic());
    assert.equal(answer.status, 429);
    assert.deepEqual(answer.json, {
      detail: "Resource /api/oauth/token is limited to 3 requests every 1 minutes.",
      error: 429,
      errorCode: "RATE_LIMITED",
      parameters: ["/api/oauth/token", 3, 1],
      reason: "Too Many Requests",
    });
    assert.equal((await ask(basic(special))).status, 200);
    now += 60_000;
    assert.equal((await ask(basic())).status, 200);
  });
});
