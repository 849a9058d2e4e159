import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defaultApiKey, type LocalAtlas, startLocalAtlas } from "../../atlas-local";
import { bodies, kafka, secretMark } from "./support/bodies";
import { accept, clientOf, pathOf, projectId, workspaceName } from "./support/client";
import { authorization, parseChallenge } from "./support/digest";
import { send } from "./support/http";

describe("local Atlas: secrets", () => {
  let atlas: LocalAtlas;
  let folder: string;
  let recordFile: string;
  const logged: unknown[] = [];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "atlas-local-"));
    recordFile = join(folder, "exchanges.jsonl");
    atlas = await startLocalAtlas({
      record: true,
      recordFile,
      control: true,
      onRequest: (request) => logged.push(structuredClone(request)),
    });
  });
  after(async () => {
    await atlas.close();
    await rm(folder, { recursive: true, force: true });
  });

  it("returns no write-only value in any response, list, record or error", async () => {
    const client = clientOf(atlas);
    const responses: string[] = [];
    for (const body of Object.values(bodies)) {
      const wrong = { ...body, name: `${body.name}-wrong`, adopt: true };
      for (const response of [
        await client.create(body),
        await client.create(body),
        await client.create(wrong),
        await client.get(body.name),
        await client.update(body.name, body),
        await client.list("?envelope=true&pretty=true"),
        await send(`${atlas.url}/_local/connections`),
        await send(`${atlas.url}/_local/requests`),
      ])
        responses.push(response.body, JSON.stringify(response.headers));
    }
    responses.push(JSON.stringify([atlas.requests, logged, atlas.connections(projectId, workspaceName)]));
    assert.equal(responses.join("\n").includes(secretMark), false);
    assert.ok(logged.length >= 60);
  });

  it("returns other fields of authentication, and Https headers", async () => {
    const orders = (await clientOf(atlas).get("orders")).json;
    const { password, clientSecret, sslKey, sslKeyPassword, ...rest } = bodies.Kafka.authentication;
    assert.ok(password && clientSecret && sslKey && sslKeyPassword);
    assert.deepEqual(orders.authentication, rest);
    assert.deepEqual((await clientOf(atlas).get("hook")).json.headers, bodies.Https.headers);
  });

  it("returns the received values by secretsOf", () => {
    const { password, clientSecret, sslKey, sslKeyPassword } = bodies.Kafka.authentication;
    assert.deepEqual(atlas.secretsOf(projectId, workspaceName, "orders"), {
      "authentication.password": password,
      "authentication.clientSecret": clientSecret,
      "authentication.sslKey": sslKey,
      "authentication.sslKeyPassword": sslKeyPassword,
    });
    assert.deepEqual(Object.keys(atlas.secretsOf(projectId, workspaceName, "schemas")), [
      "schemaRegistryAuthentication.password",
    ]);
    assert.deepEqual(atlas.secretsOf(projectId, workspaceName, "hook"), {});
  });

  it("records complete exchanges, but only the scheme of credentials", async () => {
    atlas.clearRequests();
    const url = atlas.url + pathOf();
    const challenge = parseChallenge((await send(url)).headers["www-authenticate"]);
    const header = authorization(challenge, { uri: pathOf(), method: "POST" });
    const headers = { Accept: accept, Authorization: header, "Content-Type": "application/json" };
    const body = JSON.stringify({ ...kafka, name: "recorded" });
    assert.equal((await send(url, { method: "POST", headers, body })).status, 200);
    const [first, second] = atlas.exchanges;
    assert.deepEqual([first?.response.status, second?.response.status], [401, 200]);
    assert.equal(second?.request.headers.authorization, "Digest …");
    assert.equal(second?.request.body, body);
    assert.deepEqual(
      atlas.requests.map(({ authScheme, requestBytes }) => [authScheme, requestBytes]),
      [
        ["none", 0],
        ["digest", body.length],
      ],
    );
    const lines = (await readFile(recordFile, "utf8")).trimEnd().split("\n");
    assert.deepEqual(JSON.parse(lines.at(-1) ?? ""), JSON.parse(JSON.stringify(second)));
    const everything = lines.join("\n");
    for (const secret of [defaultApiKey.privateKey, "local-atlas-access-token"])
      assert.equal(everything.includes(secret), false);
  });
});
