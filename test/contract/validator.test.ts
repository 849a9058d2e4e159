import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Exchange, startLocalAtlas } from "../../atlas-local";
import { bodies, https, kafka } from "../atlas-local/support/bodies";
import { clientOf, failoverPathOf, pathOf } from "../atlas-local/support/client";
import { hasFailovers, readDocument } from "./document";
import { assertValid, checkRecordFile } from "./exchanges";
import { hasContract, missingContract } from "./folder";
import { ContractValidator } from "./validator";

const userAgent = "pulumi-atlas-streams/0.0.0";

describe("contract: the check against the official document", () => {
  let validator: ContractValidator;

  before(function () {
    if (!hasContract) {
      console.log(`      skipped: ${missingContract}`);
      this.skip();
    }
    validator = new ContractValidator();
  });

  it("knows the ten types", () => {
    assert.deepEqual(validator.connectionTypes.sort(), Object.keys(bodies).sort());
  });

  it("accepts every exchange of a local Atlas with a correct client", async () => {
    const folder = await mkdtemp(join(tmpdir(), "atlas-contract-"));
    const recordFile = join(folder, "exchanges.jsonl");
    // An environment variable, so that servers in other processes also record.
    const before = process.env.ATLAS_LOCAL_RECORD_FILE;
    process.env.ATLAS_LOCAL_RECORD_FILE = recordFile;
    const atlas = await startLocalAtlas({ pendingMs: 60_000, rateLimit: { capacity: 100 } });
    try {
      const { call } = clientOf(atlas);
      const headers = { "User-Agent": userAgent };
      const ours = (method: string, path: string, body?: unknown) => call(method, path, body, { headers });
      for (const body of Object.values(bodies)) {
        await ours("POST", pathOf(), body);
        await ours("POST", pathOf(), body);
        await ours("GET", pathOf(body.name));
        await ours("PATCH", pathOf(body.name), body);
      }
      for (const query of [
        "",
        "?pageNum=2&itemsPerPage=3",
        "?envelope=true&pretty=true",
        "?itemsPerPage=501",
      ])
        await ours("GET", pathOf() + query);
      await ours("GET", `${pathOf("hook")}?envelope=true`);
      await call("GET", pathOf(), undefined, { headers: { Accept: "application/json" } });
      await call("GET", pathOf(), undefined, { headers: { Authorization: "Bearer wrong" } });
      await call("GET", "/api/atlas/v2/nonsense");
      await call("POST", pathOf(), { ...https, name: "x", id: "y", headers: {} });
      const failoverHeaders = { ...headers, Accept: "application/vnd.atlas.2025-03-12+json" };
      for (const body of [bodies.Kafka, bodies.Cluster]) {
        const failover = (method: string, id?: string, sent?: unknown) =>
          call(method, failoverPathOf(body.name, id), sent, { headers: failoverHeaders });
        const sent = { ...body, region: "DUBLIN_IRL" };
        const { id } = (await failover("POST", undefined, sent)).json;
        await failover("POST", undefined, sent);
        await failover("GET");
        await failover("GET", id);
        await failover("PATCH", id, sent);
        assert.equal((await failover("DELETE", id)).status, 204);
        await failover("GET", id);
        await call("GET", failoverPathOf(body.name));
      }
      for (const body of Object.values(bodies)) await ours("DELETE", pathOf(body.name));
      for (let count = 0; count < 60; count++) await ours("GET", pathOf("hook"));
      assert.equal(atlas.requests.at(-1)?.status, 429);
      const report = await checkRecordFile(recordFile);
      assert.equal(report.checked, atlas.requests.length);
      assertValid(report);
    } finally {
      if (before === undefined) delete process.env.ATLAS_LOCAL_RECORD_FILE;
      else process.env.ATLAS_LOCAL_RECORD_FILE = before;
      await atlas.close();
      await rm(folder, { recursive: true, force: true });
    }
  });

  it("checks failover connections, too", function () {
    if (!hasFailovers(readDocument())) this.skip();
    const exchange = accepted(kafka, { target: failoverPathOf("orders") });
    const found = validator.check(exchange).join("\n");
    for (const problem of [
      /Accept has no version/,
      /the status is not documented/,
      /Content-Type of a success/,
    ])
      assert.match(found, problem);
    assert.match(
      validator.check(accepted(https, { target: failoverPathOf("hook") })).join("\n"),
      /the type is not a documented one/,
    );
  });

  const { aws } = bodies.S3;
  const accepted = (body: object, changes: Partial<Exchange["request"]> = {}): Exchange => {
    const { authentication: _, ...shown } = { ...body, id: "1", region: "R", state: "READY" } as Record<
      string,
      unknown
    >;
    return {
      at: 0,
      request: {
        method: "POST",
        target: pathOf(),
        headers: {
          "user-agent": userAgent,
          accept: "application/vnd.atlas.2023-02-01+json",
          "content-type": "application/json",
        },
        body: JSON.stringify(body),
        ...changes,
      },
      response: {
        status: 200,
        headers: {
          "Content-Type": "application/vnd.atlas.2023-02-01+json;charset=utf-8",
          "Ratelimit-Limit": "1200",
          "Ratelimit-Remaining": "1",
        },
        body: JSON.stringify(shown),
      },
    };
  };
  const withResponse = (changes: Partial<Exchange["response"]>): Exchange => {
    const exchange = accepted(https);
    return { ...exchange, response: { ...exchange.response, ...changes } };
  };

  it("accepts correct exchanges, and all requests of other clients", () => {
    assert.deepEqual(validator.check(accepted(https)), []);
    const others = accepted({ ...https, adopt: true });
    others.request.headers["user-agent"] = "curl";
    others.response.body = accepted(https).response.body;
    assert.deepEqual(validator.check(others), []);
  });

  const mistakes: Record<string, [() => Exchange, RegExp]> = {
    "a field of the provider only": [
      () => accepted({ ...https, adopt: true }),
      /request must NOT .*\(adopt\)/,
    ],
    "a field of another type": [() => accepted({ ...https, config: {} }), /\(config\)/],
    "a read-only field that is sent": [() => accepted({ ...https, id: "1" }), /request must NOT .*\(id\)/],
    "a null that is not allowed": [() => accepted({ ...https, url: null }), /request\/url must be string/],
    "an invalid id": [
      () =>
        accepted({ name: "a", type: "S3", aws, networking: { access: { type: "VPC", connectionId: "x" } } }),
      /connectionId must match pattern/,
    ],
    "eleven urls": [
      () =>
        accepted({
          ...bodies.SchemaRegistry,
          schemaRegistryUrls: Array.from({ length: 11 }, (_, index) => `https://r${index}.example.com`),
        }),
      /must NOT have more than 10 items/,
    ],
    "a registry without a password": [
      () =>
        accepted({
          ...bodies.SchemaRegistry,
          schemaRegistryAuthentication: { type: "USER_INFO", username: "u" },
        }),
      /must have required property 'password'/,
    ],
    "a missing version": [
      () => accepted(https, { headers: { "user-agent": userAgent, "content-type": "application/json" } }),
      /Accept has no version/,
    ],
    "an unknown query parameter": [
      () => accepted(https, { target: `${pathOf()}?page=1` }),
      /unknown query parameter/,
    ],
    "an invalid project id": [() => accepted(https, { target: pathOf(undefined, "a", "x") }), /groupId/],
    "a secret in the response": [
      () => {
        const exchange = accepted(kafka);
        exchange.response.body = JSON.stringify(kafka);
        return exchange;
      },
      /response\/authentication must NOT .*\(password\)/,
    ],
    "an unknown state": [
      () => withResponse({ body: JSON.stringify({ ...https, state: "BUSY" }) }),
      /response\/state must be equal to one of/,
    ],
    "an unknown field": [() => withResponse({ body: JSON.stringify({ ...https, x: 1 }) }), /\(x\)/],
    "another content type": [() => withResponse({ headers: {} }), /Content-Type of a success/],
    "missing rate-limit headers": [
      () =>
        withResponse({ headers: { "Content-Type": "application/vnd.atlas.2023-02-01+json;charset=utf-8" } }),
      /ratelimit-limit/,
    ],
    "201 for a POST": [() => withResponse({ status: 201 }), /status is not documented/],
    "an error without a code": [
      () =>
        withResponse({ status: 500, headers: { "Content-Type": "application/json" }, body: '{"error":500}' }),
      /must have required property 'errorCode'/,
    ],
    "a state after a PATCH": [
      () => {
        const exchange = accepted(https, { method: "PATCH", target: pathOf("hook") });
        return exchange;
      },
      /a response to PATCH must have no state/,
    ],
  };
  for (const [name, [exchange, problem]] of Object.entries(mistakes)) {
    it(`finds ${name}`, () => {
      assert.match(validator.check(exchange()).join("\n"), problem);
    });
  }

  it("ignores responses that a fault has changed", () => {
    assert.deepEqual(validator.check({ ...withResponse({ status: 502 }), fault: "html" }), []);
  });
});
