import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { defaultApiKey, type LocalAtlas, startLocalAtlas } from "../../atlas-local";
import { accept, pathOf } from "./support/client";
import { authorization, type Challenge, type Deviations, parseChallenge } from "./support/digest";
import { send } from "./support/http";

const run = promisify(execFile);

describe("local Atlas: digest", () => {
  let atlas: LocalAtlas;
  let now = 1_000_000;
  const path = pathOf();

  before(async () => {
    atlas = await startLocalAtlas({ clock: () => now, nonceLifetimeMs: 60_000 });
  });
  after(() => atlas.close());

  const get = (header?: string, target = path, method = "GET") =>
    send(atlas.url + target, {
      method,
      headers: { Accept: accept, ...(header === undefined ? {} : { Authorization: header }) },
    });
  const challenge = async (): Promise<Challenge> => parseChallenge((await get()).headers["www-authenticate"]);
  const attempt = async (deviations: Partial<Deviations> = {}, target = path, method = "GET") =>
    get(authorization(await challenge(), { uri: target, method, ...deviations }), target, method);

  it("sends the recorded challenge", async () => {
    const response = await get();
    assert.equal(response.status, 401);
    assert.match(
      response.headers["www-authenticate"] ?? "",
      /^Digest realm="MMS Public API", domain="", nonce="[A-Za-z0-9+/]{32}", algorithm=MD5, qop="auth", stale=false$/,
    );
    assert.equal(
      response.body,
      '{\n  "error" : 401,\n  "reason" : "Unauthorized",\n  "detail" : "You are not authorized for this resource.",\n  "errorCode" : "UNEXPECTED_ERROR"\n}',
    );
    assert.equal(response.headers["content-type"], "application/json");
    assert.equal(response.headers["ratelimit-limit"], undefined);
    assert.equal(response.headers["x-error-code"], undefined);
  });

  it("gives every challenge its own nonce", async () => {
    assert.notEqual((await challenge()).nonce, (await challenge()).nonce);
  });

  it("accepts a correct response, quoted or not", async () => {
    for (const quotes of [undefined, "all", "none"] as const)
      assert.equal((await attempt(quotes ? { quotes } : {})).status, 200, quotes);
  });

  it("accepts many requests with one nonce, in any order of their counts", async () => {
    const one = await challenge();
    for (const nc of [2, 1, 10, 9, 255])
      assert.equal((await get(authorization(one, { uri: path, nc }))).status, 200, String(nc));
  });

  it("refuses a repeated nonce count as stale, with a new nonce", async () => {
    const one = await challenge();
    const header = authorization(one, { uri: path });
    assert.equal((await get(header)).status, 200);
    for (const again of [header, authorization(one, { uri: path, nc: 1 })]) {
      const response = await get(again);
      assert.equal(response.status, 401);
      const next = parseChallenge(response.headers["www-authenticate"]);
      assert.equal(next.stale, "true");
      assert.notEqual(next.nonce, one.nonce);
      assert.equal((await get(authorization(next, { uri: path }))).status, 200);
    }
  });

  it("refuses an expired or unknown nonce as stale", async () => {
    const old = await challenge();
    now += 60_000;
    for (const one of [old, { ...old, nonce: "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz" }]) {
      const response = await get(authorization(one, { uri: path }));
      assert.equal(response.status, 401);
      assert.equal(parseChallenge(response.headers["www-authenticate"]).stale, "true");
    }
  });

  it("makes every nonce stale with expireNonces", async () => {
    const one = await challenge();
    atlas.expireNonces();
    const response = await get(authorization(one, { uri: path }));
    assert.equal(parseChallenge(response.headers["www-authenticate"]).stale, "true");
  });

  const wrong: Record<string, [Partial<Deviations>, string]> = {
    "an unknown key": [{ key: { publicKey: "nobody", privateKey: "x" } }, "username is not known"],
    "a wrong private key": [{ key: { ...defaultApiKey, privateKey: "x" } }, "response is wrong"],
    "another realm": [{ tamper: { realm: "elsewhere" } }, "realm is not that of the challenge"],
    "another method in the hash": [{ method: "POST" }, "response is wrong"],
    "a path that was not requested": [{ uri: `${path}/x` }, "uri is not the target of the request"],
    "a query that was not requested": [{ uri: `${path}?a=b` }, "uri is not the target of the request"],
    "a whole URL": [{ uri: `http://127.0.0.1${path}` }, "uri is not the target of the request"],
    "qop=auth-int": [{ tamper: { qop: "auth-int" } }, "qop is not auth"],
    "a missing qop": [{ tamper: { qop: undefined } }, "qop is missing"],
    "a missing cnonce": [{ tamper: { cnonce: undefined } }, "cnonce is missing"],
    "an empty cnonce": [{ tamper: { cnonce: "" } }, "cnonce is missing"],
    "another cnonce": [{ tamper: { cnonce: "0badc0de" } }, "response is wrong"],
    "a missing nc": [{ tamper: { nc: undefined } }, "nc is missing"],
    "a short nc": [{ nc: "1" }, "nc is not eight hexadecimal digits"],
    "a long nc": [{ nc: "000000001" }, "nc is not eight hexadecimal digits"],
    "an nc that is not hexadecimal": [{ nc: "0000000g" }, "nc is not eight hexadecimal digits"],
    "an nc of zero": [{ nc: "00000000" }, "nc is zero"],
    "another algorithm": [{ tamper: { algorithm: "SHA-256" } }, "algorithm is not MD5"],
    "a missing response": [{ tamper: { response: undefined } }, "response is missing"],
  };
  for (const [name, [deviations, reason]] of Object.entries(wrong)) {
    it(`refuses ${name}, with the reason only in the log`, async () => {
      const response = await attempt(deviations);
      assert.equal(response.status, 401);
      assert.equal(parseChallenge(response.headers["www-authenticate"]).stale, "false");
      assert.doesNotMatch(response.body, new RegExp(reason));
      assert.equal(atlas.requests.at(-1)?.refusal, reason);
    });
  }

  it("compares the query", async () => {
    assert.equal((await attempt({}, `${path}?pageNum=1&itemsPerPage=5`)).status, 200);
    assert.equal((await attempt({ uri: path }, `${path}?pageNum=1`)).status, 401);
  });

  it("compares the percent-encoded path", async () => {
    assert.equal((await attempt({}, pathOf("a%20b"))).status, 404);
    assert.equal((await attempt({ uri: pathOf("a b") }, pathOf("a%20b"))).status, 401);
  });

  it("refuses invalid headers and other schemes", async () => {
    for (const header of [
      "Digest",
      "Digest username=",
      'Digest nc=00000001, nc="00000001"',
      "Basic eA==",
      "x",
    ])
      assert.equal((await get(header)).status, 401, header);
  });

  it("accepts each of several keys", async () => {
    const apiKeys = [
      { publicKey: "first", privateKey: "one" },
      { publicKey: "second", privateKey: "two" },
    ];
    const other = await startLocalAtlas({ apiKeys });
    try {
      assert.equal(other.environment.MONGODB_ATLAS_PUBLIC_KEY, "first");
      for (const key of [...apiKeys, defaultApiKey]) {
        const first = await send(other.url + path);
        const header = authorization(parseChallenge(first.headers["www-authenticate"]), { uri: path, key });
        const response = await send(other.url + path, { headers: { Accept: accept, Authorization: header } });
        assert.equal(response.status, key === defaultApiKey ? 401 : 200);
      }
    } finally {
      await other.close();
    }
  });

  it("works with curl", async function () {
    const { publicKey, privateKey } = defaultApiKey;
    const curl = async (...args: string[]) => {
      const user = ["--digest", "--user", `${publicKey}:${privateKey}`];
      const { stdout } = await run("curl", [
        "-s",
        "-w",
        "\n%{http_code}",
        ...user,
        "-H",
        `Accept: ${accept}`,
        ...args,
      ]);
      return stdout.slice(stdout.lastIndexOf("\n") + 1);
    };
    try {
      await run("curl", ["--version"]);
    } catch {
      this.skip();
    }
    const base = atlas.url + path;
    const body = [
      "-H",
      "Content-Type: application/json",
      "-d",
      '{"name":"hook","type":"Https","url":"https://a.example.com"}',
    ];
    assert.equal(await curl("-X", "POST", ...body, base), "200");
    assert.equal(await curl(`${base}?pageNum=1`), "200");
    assert.equal(await curl("-X", "PATCH", ...body, `${base}/hook`), "200");
    assert.equal(await curl("-X", "DELETE", `${base}/hook`), "202");
  });
});
