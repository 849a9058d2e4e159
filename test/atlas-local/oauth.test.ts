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
  const requestToken = (
    authorization?: string,
    body = "grant_type=client_credentials",
    path = "/api/oauth/token",
  ) =>
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
    const response = await requestToken(basic());
    assert.equal(response.status, 200);
    const { access_token, ...rest } = response.json;
    assert.deepEqual(rest, { expires_in: 100, token_type: "Bearer" });
    assert.equal((await list(access_token)).status, 200);
    now += 99_999;
    assert.equal((await list(access_token)).status, 200);
    now += 1;
    assert.equal((await list(access_token)).status, 401);
    assert.equal(atlas.requests.at(-1)?.refusal, "the token has expired");
  });

  it("decodes id and secret of the Basic header", async () => {
    assert.equal((await requestToken(basic(special))).status, 200);
    const raw = Buffer.from(`${special.clientId}:${special.clientSecret}`).toString("base64");
    assert.equal((await requestToken(`Basic ${raw}`)).status, 401);
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
      const response = await requestToken(header);
      assert.equal(response.status, 401, header);
      assert.equal(response.json.error, "invalid_client");
    }
  });

  it("refuses other grant types and content types", async () => {
    assert.equal((await requestToken(basic(), "grant_type=password")).json.error, "unsupported_grant_type");
    assert.equal((await requestToken(basic(), "")).json.error, "invalid_request");
    const json = await send(`${atlas.url}/api/oauth/token`, {
      method: "POST",
      body: '{"grant_type":"client_credentials"}',
      headers: { "Content-Type": "application/json", Authorization: basic() },
    });
    assert.deepEqual([json.status, json.json.error], [400, "invalid_request"]);
    assert.equal((await send(`${atlas.url}/api/oauth/token`)).status, 405);
  });

  it("revokes a token only for its own client", async () => {
    const { access_token } = (await requestToken(basic())).json;
    const revoke = (who: string) => requestToken(who, `token=${access_token}`, "/api/oauth/revoke");
    assert.equal((await revoke(basic(special))).status, 200);
    assert.equal((await list(access_token)).status, 200);
    assert.equal((await revoke(basic())).status, 200);
    assert.equal((await list(access_token)).status, 401);
    assert.equal((await revoke("Basic eA==")).status, 401);
  });

  it("revokes all issued tokens, but no configured access token", async () => {
    const { access_token } = (await requestToken(basic())).json;
    atlas.revokeTokens();
    assert.equal((await list(access_token)).status, 401);
    assert.equal((await list(defaultAccessToken)).status, 200);
  });

  it("responds to an unknown token with the recorded 401", async () => {
    const response = await list("nonsense");
    assert.equal(response.status, 401);
    assert.equal(response.json.errorCode, "UNEXPECTED_ERROR");
  });

  it("limits token requests per client and minute with the endpoint's error", async () => {
    for (let count = 0; count < 3; count++) assert.equal((await requestToken(basic())).status, 200);
    const response = await requestToken(basic());
    assert.equal(response.status, 429);
    assert.deepEqual(response.json, {
      detail: "Resource /api/oauth/token is limited to 3 requests every 1 minutes.",
      error: 429,
      errorCode: "RATE_LIMITED",
      parameters: ["/api/oauth/token", 3, 1],
      reason: "Too Many Requests",
    });
    assert.equal((await requestToken(basic(special))).status, 200);
    now += 60_000;
    assert.equal((await requestToken(basic())).status, 200);
  });
});
