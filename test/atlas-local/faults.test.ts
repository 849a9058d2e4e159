import assert from "node:assert/strict";
import http from "node:http";
import { type Fault, type LocalAtlas, startLocalAtlas } from "../../atlas-local";
import { eventually } from "../support/eventually";
import { https } from "./support/bodies";
import { accept, clientOf, pathOf, projectId, workspaceName } from "./support/client";
import { authorization, parseChallenge } from "./support/digest";
import { send } from "./support/http";

describe("local Atlas: faults", () => {
  let atlas: LocalAtlas;
  let client: ReturnType<typeof clientOf>;

  beforeEach(async () => {
    atlas = await startLocalAtlas({ record: true });
    client = clientOf(atlas);
  });
  afterEach(() => atlas.close());

  const exists = () => atlas.connection(projectId, workspaceName, "hook") !== undefined;

  it("respond without processing the request (status)", async () => {
    atlas.fault({ action: { kind: "status", status: 503, body: { a: 1 }, headers: { "Retry-After": "2" } } });
    const response = await client.create(https);
    assert.deepEqual([response.status, response.json, response.headers["retry-after"]], [503, { a: 1 }, "2"]);
    assert.equal(exists(), false);
    assert.equal((await client.create(https)).status, 200);
  });

  it("respond with the service's 429 (rateLimited)", async () => {
    atlas.fault({ action: { kind: "rateLimited", retryAfterSeconds: 7 } });
    const { status, headers, json } = await client.list();
    assert.deepEqual(
      [status, headers["retry-after"], json.errorCode],
      [429, "7", "RATE_LIMITED_TOKEN_BUCKET"],
    );
    assert.deepEqual(json.parameters, [pathOf().slice(1), 7, 1200, 500, 60]);
  });

  it("change the response (html, redirect, contentType, body)", async () => {
    atlas.fault({ action: { kind: "html" } });
    const page = await client.list();
    assert.deepEqual([page.status, page.headers["content-type"]], [502, "text/html; charset=utf-8"]);
    atlas.fault({ action: { kind: "redirect", location: "http://elsewhere.invalid/" } });
    const moved = await client.list();
    assert.deepEqual([moved.status, moved.headers.location], [302, "http://elsewhere.invalid/"]);
    atlas.fault({ action: { kind: "contentType", value: "text/plain" } });
    assert.equal((await client.list()).headers["content-type"], "text/plain");
    atlas.fault({ action: { kind: "body", body: "[" } });
    assert.equal((await client.list()).body, "[");
  });

  it("reset the socket before or after processing (resetBefore, resetAfter)", async () => {
    atlas.fault({ action: { kind: "resetBefore" } });
    await assert.rejects(client.create(https), { code: "ECONNRESET" });
    assert.equal(exists(), false);
    atlas.fault({ action: { kind: "resetAfter" } });
    await assert.rejects(client.create(https), { code: "ECONNRESET" });
    assert.equal(exists(), true);
    assert.deepEqual(
      atlas.requests.map(({ status }) => status),
      [0, 0],
    );
  });

  it("process the request, then respond as a proxy (statusAfter)", async () => {
    atlas.fault({ action: { kind: "statusAfter" } });
    assert.equal((await client.create(https)).status, 504);
    assert.equal(exists(), true);
  });

  it("close the socket in the middle of the response (truncate)", async () => {
    atlas.fault({ action: { kind: "truncate" } });
    await assert.rejects(client.create(https), { code: "ECONNRESET" });
    assert.equal(exists(), true);
  });

  for (const [kind, done] of [
    ["hang", false],
    ["hangAfter", true],
  ] as const) {
    it(`never respond, and do not delay close() (${kind})`, async () => {
      atlas.fault({ action: { kind } });
      const pending = client.create(https).catch((error: NodeJS.ErrnoException) => error.code);
      await eventually("the request arrives", () => atlas.requests.length > 0 && exists() === done);
      await new Promise((resolve) => setTimeout(resolve, 20));
      await atlas.close();
      assert.equal(await pending, "ECONNRESET");
    });
  }

  it("delay processing (delay)", async () => {
    atlas.fault({ action: { kind: "delay", ms: 60 } });
    const start = Date.now();
    assert.equal((await client.list()).status, 200);
    assert.ok(Date.now() - start >= 55);
  });

  it("respond with a 401, stale or not (challenge)", async () => {
    for (const stale of [true, false]) {
      atlas.fault({ action: { kind: "challenge", stale } });
      const { status, headers } = await client.list();
      assert.equal(status, 401);
      assert.equal(parseChallenge(headers["www-authenticate"]).stale, String(stale));
    }
  });

  it("match by method, path, skip and times", async () => {
    const action = { kind: "status", status: 500 } as const;
    const handle = atlas.fault({ method: "GET", path: /connections\/hook$/, skip: 1, times: 2, action });
    const statuses: number[] = [];
    await client.create(https);
    for (let count = 0; count < 5; count++) statuses.push((await client.get("hook")).status);
    assert.deepEqual(statuses, [200, 500, 500, 200, 200]);
    assert.equal((await client.list()).status, 200);
    assert.deepEqual([handle.matched, handle.fired], [5, 2]);
  });

  it("accept a function as action", async () => {
    const seen: string[] = [];
    const handle = atlas.fault({
      times: Number.POSITIVE_INFINITY,
      action: ({ method, target }) => {
        seen.push(`${method} ${target}`);
        return method === "DELETE" ? { kind: "html" } : undefined;
      },
    });
    await client.create(https);
    assert.equal((await client.remove("hook")).status, 502);
    assert.deepEqual(seen, [`POST ${pathOf()}`, `DELETE ${pathOf("hook")}`]);
    assert.equal(handle.fired, 1);
    handle.remove();
    assert.equal((await client.remove("hook")).status, 202);
  });

  it("apply only to authenticated requests by default", async () => {
    const action = { kind: "status", status: 500 } as const;
    atlas.fault({ action });
    const url = atlas.url + pathOf();
    const challenge = parseChallenge((await send(url)).headers["www-authenticate"]);
    const bad = authorization(challenge, { uri: pathOf(), tamper: { response: "0" } });
    assert.equal((await send(url, { headers: { Accept: accept, Authorization: bad } })).status, 401);
    const good = authorization(challenge, { uri: pathOf() });
    assert.equal((await send(url, { headers: { Accept: accept, Authorization: good } })).status, 500);
    atlas.fault({ unauthenticated: true, action });
    assert.equal((await send(url)).status, 500);
  });

  it("apply to the token endpoint", async () => {
    atlas.fault({ path: "^/api/oauth/token", action: { kind: "html", status: 503 } });
    const response = await send(`${atlas.url}/api/oauth/token`, {
      method: "POST",
      headers: { Authorization: "Basic eA==" },
    });
    assert.equal(response.status, 503);
  });

  it("can all be removed at once", async () => {
    for (const kind of ["resetBefore", "html"] as const) atlas.fault({ action: { kind } } satisfies Fault);
    assert.equal(atlas.faults().length, 2);
    atlas.clearFaults();
    assert.equal((await client.list()).status, 200);
  });

  it("are named in the recorded exchange", async () => {
    atlas.fault({ action: { kind: "html" } });
    await client.list();
    await client.list();
    assert.deepEqual(
      atlas.exchanges.map(({ fault }) => fault),
      ["html", undefined],
    );
  });

  it("do not delay close(), nor do idle keep-alive sockets", async () => {
    const slow = await startLocalAtlas({ latencyMs: 60_000 });
    const agent = new http.Agent({ keepAlive: true });
    const options = { agent, headers: { Accept: accept } };
    await send(atlas.url + pathOf(), options);
    const waiting = send(slow.url + pathOf(), options).catch((error: NodeJS.ErrnoException) => error.code);
    await eventually("the request arrives", () => slow.requests.length > 0);
    const start = Date.now();
    await Promise.all([atlas.close(), slow.close()]);
    await slow.close();
    assert.equal(await waiting, "ECONNRESET");
    // The server would close idle sockets after 10 min, and respond after 60 s.
    assert.ok(Date.now() - start < 15_000);
    agent.destroy();
  });

  it("include latencyMs, which delays every response", async () => {
    const slow = await startLocalAtlas({ latencyMs: 200 });
    try {
      const start = Date.now();
      await Promise.all(Array.from({ length: 20 }, () => clientOf(slow).list()));
      const took = Date.now() - start;
      // The waits overlap: in total they are much longer.
      const waitedMs = slow.requests.reduce((sum, { durationMs }) => sum + durationMs, 0);
      assert.ok(took >= 195 && took < waitedMs / 2, `${took} ms`);
      assert.ok(slow.requests.every(({ durationMs }) => durationMs >= 195));
    } finally {
      await slow.close();
    }
  });
});
