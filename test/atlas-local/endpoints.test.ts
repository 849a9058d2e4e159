import assert from "node:assert/strict";
import { type LocalAtlas, startLocalAtlas } from "../../atlas-local";
import { bodies, https, kafka, privateKafka, secretMark } from "./support/bodies";
import { clientOf, pathOf, projectId, workspaceName } from "./support/client";

const successType = "application/vnd.atlas.2023-02-01+json;charset=utf-8";

describe("local Atlas: endpoints", () => {
  let atlas: LocalAtlas;
  let client: ReturnType<typeof clientOf>;

  beforeEach(async () => {
    atlas = await startLocalAtlas();
    client = clientOf(atlas);
  });
  afterEach(() => atlas.close());

  for (const [type, body] of Object.entries(bodies)) {
    it(`answer for ${type} with POST 200, GET, list, PATCH 200 without state, DELETE 202, then 404`, async () => {
      const created = await client.create(body);
      assert.equal(created.status, 200, created.body);
      assert.equal(created.headers["content-type"], successType);
      const { id, ...rest } = created.json;
      assert.match(id, /^[a-f0-9]{24}$/);
      assert.deepEqual(rest, { ...withoutSecrets(body), region: "VIRGINIA_USA", state: "READY" });
      assert.deepEqual((await client.get(body.name)).json, created.json);
      assert.deepEqual((await client.list()).json.results, [created.json]);

      const { state, ...withoutState } = created.json;
      assert.equal(state, "READY");
      const updated = await client.update(body.name, body);
      assert.equal(updated.status, 200);
      assert.deepEqual(updated.json, withoutState);

      const deleted = await client.remove(body.name);
      assert.deepEqual([deleted.status, deleted.body], [202, "{}"]);
      assert.equal(deleted.headers["content-type"], successType);
      assert.equal((await client.get(body.name)).json.errorCode, "STREAM_CONNECTION_NOT_FOUND_FOR_NAME");
      assert.equal((await client.remove(body.name)).status, 404);
      assert.equal((await client.update(body.name, body)).status, 404);
    });
  }

  it("sorts keys alphabetically at every depth", async () => {
    const { body } = await client.create(bodies.Kafka);
    const check = (value: unknown): void => {
      if (typeof value !== "object" || value === null) return;
      assert.deepEqual(Object.keys(value), Object.keys(value).sort());
      for (const child of Object.values(value)) check(child);
    };
    check(JSON.parse(body));
    assert.match(body, /^\{"authentication":/);
  });

  it("adds only networking PUBLIC, to the types that have it", async () => {
    const s3 = { name: "s3", type: "S3", aws: { roleArn: "r" } };
    assert.deepEqual((await client.create(s3)).json.networking, { access: { type: "PUBLIC" } });
    const lambda = { name: "lambda", type: "AWSLambda", aws: { roleArn: "r" } };
    assert.equal((await client.create(lambda)).json.publicPrivateNetworking, undefined);
    assert.equal((await client.create(https)).json.networking, undefined);
  });

  it("accepts a region", async () => {
    assert.equal((await client.create({ ...https, region: "DUBLIN_IRL" })).json.region, "DUBLIN_IRL");
  });

  it("ignores read-only fields and links, also nested, and fields of another type", async () => {
    const response = await client.create({
      ...kafka,
      id: "mine",
      state: "FAILED",
      links: [],
      security: { ...kafka.security, links: [] },
      headers: {},
      clusterName: "other",
    });
    assert.equal(response.status, 200);
    assert.notEqual(response.json.id, "mine");
    assert.equal(response.json.state, "READY");
    assert.deepEqual(response.json.security, kafka.security);
    assert.equal("links" in response.json || "clusterName" in response.json, false);
  });

  it("distinguishes names with special characters", async () => {
    const names = ["a b", "ü", "a%b", "a?b", "a#b", "__proto__", "x".repeat(500)];
    for (const name of names) assert.equal((await client.create({ ...https, name })).status, 200, name);
    for (const name of names) {
      const response = await client.get(encodeURIComponent(name));
      assert.equal(response.json.name, name);
    }
    assert.equal((await client.list()).json.totalCount, names.length);
    for (const name of names) assert.equal((await client.remove(encodeURIComponent(name))).status, 202);
  });

  it("treats a __proto__ key of a map as data", async () => {
    const raw = '{"name":"hook","type":"Https","url":"https://a.example.com","headers":{"__proto__":"x"}}';
    const response = await client.call("POST", pathOf(), undefined, { raw });
    assert.match(response.body, /"headers":\{"__proto__":"x"\}/);
  });

  describe("for PATCH", () => {
    it("merges per top-level field", async () => {
      await client.create({ ...kafka, config: { a: "1" } });
      const response = await client.update("orders", { name: "orders", type: "Kafka", config: { b: "2" } });
      assert.deepEqual(response.json.config, { b: "2" });
      assert.equal(response.json.bootstrapServers, kafka.bootstrapServers);
      assert.equal(
        atlas.secretsOf(projectId, workspaceName, "orders")["authentication.password"],
        "pa55-kafka-password",
      );
    });

    it("replaces an object as a whole, including write-only values", async () => {
      await client.create(kafka);
      const authentication = { mechanism: "SCRAM-512", username: "other" };
      const response = await client.update("orders", { name: "orders", type: "Kafka", authentication });
      assert.deepEqual(response.json.authentication, authentication);
      assert.deepEqual(atlas.secretsOf(projectId, workspaceName, "orders"), {});
    });

    it("clears maps with {} and nullable fields with null, and only those", async () => {
      await client.create(bodies.Https);
      await client.create(bodies.Cluster);
      const hook = await client.update("hook", { name: "hook", type: "Https", headers: {} });
      assert.deepEqual(hook.json.headers, {});
      const identity = { name: "database", type: "Cluster" };
      const cluster = await client.update("database", { ...identity, clusterGroupId: null });
      assert.equal("clusterGroupId" in cluster.json, false);
      assert.deepEqual(cluster.json.dbRoleToExecute, bodies.Cluster.dbRoleToExecute);
      const refused = await client.update("database", { ...identity, clusterName: null });
      assert.equal(refused.json.errorCode, "INVALID_JSON_ATTRIBUTE");
    });

    it("accepts headers: {} for every type, as the official clients send it", async () => {
      for (const body of Object.values(bodies)) {
        await client.create(body);
        assert.equal((await client.update(body.name, { ...body, headers: {} })).status, 200, body.type);
      }
    });

    it("can remove what it leaves out, and then requires what a POST requires", async () => {
      const other = await startLocalAtlas({ patch: "replace" });
      try {
        const { create, update } = clientOf(other);
        const created = (await create({ ...bodies.Kafka, region: "DUBLIN_IRL" })).json;
        const authentication = { mechanism: "SCRAM-512", username: "other" };
        const { bootstrapServers, security } = kafka;
        const identity = { name: "orders", type: "Kafka" };
        const updated = await update("orders", { ...identity, bootstrapServers, security, authentication });
        assert.deepEqual(updated.json, {
          ...identity,
          id: created.id,
          region: "DUBLIN_IRL",
          bootstrapServers,
          security,
          authentication,
          networking: { access: { type: "PUBLIC" } },
        });
        assert.deepEqual(other.secretsOf(projectId, workspaceName, "orders"), {});

        await update("orders", kafka);
        assert.deepEqual(Object.keys(other.secretsOf(projectId, workspaceName, "orders")), [
          "authentication.password",
        ]);
        await update("orders", { ...identity, bootstrapServers, security: { protocol: "PLAINTEXT" } });
        assert.deepEqual(other.secretsOf(projectId, workspaceName, "orders"), {});
        const incomplete = await update("orders", { ...identity, config: {} });
        assert.deepEqual([incomplete.status, incomplete.json.parameters], [400, ["bootstrapServers"]]);

        await create({ ...privateKafka, name: "inside" });
        const withoutNetworking = await update("inside", { ...kafka, name: "inside" });
        assert.equal(withoutNetworking.json.errorCode, "STREAM_NETWORKING_ACCESS_TYPE_CANNOT_BE_MODIFIED");
      } finally {
        await other.close();
      }
    });

    it("requires name and type, and refuses other values", async () => {
      await client.create(https);
      const codes = async (body: object) => {
        const { json } = await client.update("hook", body);
        return [json.errorCode, json.parameters[0]];
      };
      assert.deepEqual(await codes({ name: "hook" }), ["MISSING_ATTRIBUTE", "type"]);
      assert.deepEqual(await codes({ type: "Https" }), ["MISSING_ATTRIBUTE", "name"]);
      assert.deepEqual(await codes({ name: "x", type: "Https" }), ["INVALID_ATTRIBUTE", "name"]);
      assert.deepEqual(await codes({ name: "hook", type: "Sample" }), ["INVALID_ATTRIBUTE", "type"]);
      assert.deepEqual(await codes({ ...https, region: "X" }), ["INVALID_ATTRIBUTE", "region"]);
    });

    it("refuses to change the networking type", async () => {
      await client.create(kafka);
      const same = { ...kafka, networking: { access: { type: "PUBLIC" } } };
      assert.equal((await client.update("orders", same)).status, 200);
      const response = await client.update("orders", { ...kafka, networking: { access: { type: "VPC" } } });
      assert.equal(response.status, 400);
      assert.equal(response.json.errorCode, "STREAM_NETWORKING_ACCESS_TYPE_CANNOT_BE_MODIFIED");
      assert.deepEqual(response.json.parameters.toSorted(), ["orders", "shop"]);
    });
  });

  describe("for a list", () => {
    beforeEach(() => {
      for (let index = 0; index < 250; index++)
        atlas.put(projectId, workspaceName, { ...https, name: `hook-${index}` });
    });

    it("returns pages of 100 by default, with links as recorded", async () => {
      const { json } = await client.list();
      const href = (page: number, items: number) =>
        `${atlas.url}${pathOf()}?pageNum=${page}&itemsPerPage=${items}`;
      assert.equal(json.totalCount, 250);
      assert.equal(json.results.length, 100);
      assert.deepEqual(json.links, [
        { href: href(1, 100), rel: "self" },
        { href: href(2, 100), rel: "next" },
      ]);
      const last = (await client.list("?pageNum=3&itemsPerPage=100")).json;
      assert.equal(last.results.length, 50);
      assert.deepEqual(last.links, [
        { href: href(3, 100), rel: "self" },
        { href: href(2, 100), rel: "previous" },
      ]);
      const names = (await client.list("?itemsPerPage=500")).json.results.map(
        ({ name }: { name: string }) => name,
      );
      assert.equal(new Set(names).size, 250);
    });

    it("returns an empty page after the last one", async () => {
      const { status, json } = await client.list("?pageNum=9");
      assert.deepEqual([status, json.results, json.totalCount], [200, [], 250]);
    });

    for (const query of [
      "pageNum=0",
      "pageNum=-1",
      "pageNum=x",
      "itemsPerPage=0",
      "itemsPerPage=501",
      "itemsPerPage=1.5",
      "pageNum=",
    ]) {
      it(`refuses ${query}`, async () => {
        const { status, json } = await client.list(`?${query}`);
        assert.deepEqual(
          [status, json.errorCode, json.parameters],
          [400, "INVALID_ATTRIBUTE", [query.split("=")[0]]],
        );
      });
    }
  });

  it("returns an empty list for a workspace without connections", async () => {
    const { json } = await client.list();
    assert.deepEqual([json.results, json.totalCount], [[], 0]);
    assert.deepEqual(
      json.links.map(({ rel }: { rel: string }) => rel),
      ["self"],
    );
  });

  it("supports envelope and pretty", async () => {
    await client.create(https);
    const one = await client.call("GET", `${pathOf("hook")}?envelope=true`);
    assert.deepEqual([one.json.status, one.json.content.name], [200, "hook"]);
    const all = await client.list("?envelope=true&pretty=true");
    assert.equal(all.json.status, 200);
    assert.equal(all.json.results.length, 1);
    assert.match(all.body, /\n {2}"status" : 200/);
  });

  describe("with versions", () => {
    const get = (accept?: string) =>
      client.call("GET", pathOf(), undefined, { headers: accept === undefined ? {} : { Accept: accept } });

    for (const date of ["2023-02-01", "2023-11-15", "2024-08-05", "2026-11-23"]) {
      it(`accepts ${date}, and responds with the only version`, async () => {
        const response = await get(`application/vnd.atlas.${date}+json`);
        assert.deepEqual([response.status, response.headers["content-type"]], [200, successType]);
      });
    }

    for (const accept of [
      "application/json",
      "*/*",
      "application/vnd.atlas.2023-01-31+json",
      "application/vnd.atlas.2023-02-30+json",
      "application/vnd.atlas.upcoming+json",
      "application/vnd.atlas.2023-02-01+csv",
      "",
    ]) {
      it(`responds with 406 to "${accept}"`, async () => {
        const response = await get(accept);
        assert.equal(response.status, 406);
        assert.equal(
          response.body,
          '{"detail":"Invalid accept header or version date.","error":406,"errorCode":"INVALID_VERSION_DATE","parameters":[],"reason":"Not Acceptable"}',
        );
      });
    }

    it("accepts only the two content types", async () => {
      const post = (type: string) =>
        client.call(
          "POST",
          pathOf(),
          { ...https, name: type.replaceAll("/", " ") },
          { headers: { "Content-Type": type } },
        );
      for (const type of [
        "application/json",
        "application/json; charset=utf-8",
        "application/vnd.atlas.2024-08-05+json",
      ])
        assert.equal((await post(type)).status, 200, type);
      for (const type of ["text/plain", "application/vnd.atlas+json", "application/x-www-form-urlencoded"])
        assert.equal((await post(type)).status, 415, type);
    });
  });

  describe("with dialects", () => {
    const shown = async (dialect: object, body: object) => {
      const other = await startLocalAtlas({ dialect });
      try {
        return (await clientOf(other).create(body)).json;
      } finally {
        await other.close();
      }
    };

    it("can leave out state", async () => {
      assert.equal("state" in (await shown({ noState: true }, https)), false);
    });

    it("can add links to every object, except maps", async () => {
      const json = await shown({ links: true }, bodies.Kafka);
      assert.deepEqual([json.links, json.authentication.links, json.networking.access.links], [[], [], []]);
      assert.deepEqual(json.config, bodies.Kafka.config);
    });

    it("can add or leave out networking and publicPrivateNetworking", async () => {
      assert.equal("networking" in (await shown({ networking: false }, kafka)), false);
      const lambda = { name: "lambda", type: "AWSLambda", aws: { roleArn: "r" } };
      const json = await shown({ publicPrivateNetworking: true }, lambda);
      assert.deepEqual(json.publicPrivateNetworking, { access: { type: "PUBLIC" } });
    });

    it("can leave out or return empty maps", async () => {
      assert.equal("headers" in (await shown({ emptyMaps: false }, { ...https, headers: {} })), false);
      assert.deepEqual((await shown({}, { ...https, headers: {} })).headers, {});
      assert.equal("headers" in (await shown({}, https)), false);
    });
  });
});

/** A body without its write-only values. */
function withoutSecrets(value: unknown): Record<string, unknown> {
  return JSON.parse(
    JSON.stringify(value, (_, child) =>
      typeof child === "string" && child.startsWith(secretMark) ? undefined : child,
    ),
  );
}
