import assert from "node:assert/strict";
import { type LocalAtlas, startLocalAtlas } from "../../atlas-local";
import { https, kafka } from "./support/bodies";
import { clientOf, projectId, workspaceName } from "./support/client";
import { send } from "./support/http";

describe("local Atlas: control over HTTP", () => {
  let atlas: LocalAtlas;
  let client: ReturnType<typeof clientOf>;
  const address = `connections/${projectId}/${workspaceName}`;

  beforeEach(async () => {
    atlas = await startLocalAtlas({ control: true });
    client = clientOf(atlas);
  });
  afterEach(() => atlas.close());

  const control = (method: string, path: string, body?: unknown) =>
    send(`${atlas.url}/_local/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });

  it("creates, changes, shows and removes connections", async () => {
    const put = await control("PUT", `${address}/orders%20%2F%20all`, { ...kafka, name: "ignored" });
    assert.deepEqual([put.status, put.json.name, put.json.state], [200, "orders / all", "READY"]);
    await control("PUT", `${address}/hook`, https);
    const edited = await control("PATCH", `${address}/hook`, { url: "https://b.example.com" });
    assert.equal(edited.json.url, "https://b.example.com");
    assert.deepEqual((await control("GET", `${address}/hook`)).json, edited.json);
    const all = (await control("GET", "connections")).json;
    assert.equal(all[`${projectId}/${workspaceName}`].length, 2);
    assert.equal((await control("DELETE", `${address}/hook`)).status, 200);
    assert.equal((await control("DELETE", `${address}/hook`)).status, 404);
    assert.equal((await control("GET", `${address}/hook`)).status, 404);
  });

  it("sets states and processors", async () => {
    await client.create(https);
    await control("PUT", `${address}/hook/state`, { state: "FAILED" });
    assert.equal((await client.get("hook")).json.state, "FAILED");
    await control("PUT", `${address}/hook/state`, { state: null });
    assert.equal((await client.get("hook")).json.state, "READY");
    await control("PUT", `${address}/hook/processors`, { active: true });
    assert.equal((await client.remove("hook")).status, 403);
  });

  it("sets, lists and removes faults", async () => {
    const fault = { method: "GET", path: "/connections$", times: 2, action: { kind: "html" } };
    assert.equal((await control("POST", "faults", fault)).status, 200);
    assert.equal((await client.list()).status, 502);
    assert.deepEqual((await control("GET", "faults")).json, [{ fault, matched: 1, fired: 1 }]);
    await control("DELETE", "faults");
    assert.equal((await client.list()).status, 200);
  });

  it("shows and clears requests, without its own", async () => {
    await client.list();
    const { json } = await control("GET", "requests");
    assert.deepEqual(
      json.map(({ method, status }: { method: string; status: number }) => [method, status]),
      [["GET", 200]],
    );
    await control("DELETE", "requests");
    assert.deepEqual(atlas.requests, []);
  });

  it("expires nonces and tokens", async () => {
    assert.equal((await control("POST", "expire")).status, 200);
  });

  for (const [title, headers, status] of [
    ["by address", {}, 200],
    ["by name", { Host: "localhost:1" }, 200],
    ["by IPv6 address", { Host: "[::1]:1" }, 200],
    ["under another name (DNS rebinding)", { Host: "attacker.example:80" }, 403],
    ["under a name that begins like this machine's", { Host: "127.0.0.1.attacker.example" }, 403],
    ["from a page", { Origin: "https://attacker.example" }, 403],
    ["from a page without an origin of its own", { Origin: "null" }, 403],
    ["from a page on another port of this machine", { Origin: "http://localhost:3000" }, 403],
  ] as const)
    it(`answers ${status} to a request ${title}`, async () => {
      atlas.put(projectId, workspaceName, https);
      const response = await send(`${atlas.url}/_local/${address}/hook`, { method: "DELETE", headers });
      assert.equal(response.status, status);
      assert.equal(atlas.connection(projectId, workspaceName, "hook") === undefined, status === 200);
    });

  it("explains invalid requests", async () => {
    for (const [method, path, body] of [
      ["POST", "faults", {}],
      ["POST", "faults", { path: "(", action: { kind: "html" } }],
      ["PUT", `${address}/hook/state`, { state: "BROKEN" }],
      ["PATCH", `${address}/hook`, {}],
    ] as const) {
      const response = await control(method, path, body);
      assert.equal(response.status, 400, path);
      assert.ok(response.json.problem);
    }
    assert.equal((await control("GET", "nonsense")).status, 404);
  });
});
