import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { type LocalAtlas, startLocalAtlas } from "../../atlas-local";
import { guarded } from "../../provider/process/errorBoundary";
import { check } from "../../provider/resource/check";
import { create } from "../../provider/resource/create";
import { deleteConnection } from "../../provider/resource/delete";
import { read } from "../../provider/resource/read";
import { update } from "../../provider/resource/update";
import type { JsonObject } from "../../provider/shared/json";
import { projectId } from "../support/examples";
import { runtimeFor } from "../support/runtime";
import { unmarked } from "../support/unmarked";
import { hook, id } from "./support/hook";

describe("the provider with hostile input", function () {
  this.timeout(20_000);
  let atlas: LocalAtlas;
  beforeEach(async () => {
    atlas = await startLocalAtlas();
  });
  afterEach(() => atlas.close());

  describe("in names", () => {
    for (const name of [
      "a.b",
      "...",
      "a b",
      " ",
      "日本 ü 😀",
      "50%",
      "a?b#c",
      "%2e%2e",
      "%2F",
      "a\\b",
      "__proto__",
      "constructor",
      "a'\"`$(b)",
    ]) {
      it(`creates, reads, updates and deletes ${JSON.stringify(name)}`, async () => {
        const { runtime } = runtimeFor(atlas);
        const inputs = { ...hook, workspaceName: name, connectionName: name };
        assert.deepEqual(check(runtime, {}, inputs).failures, []);
        const { id: made, outs } = await create(runtime, inputs);
        const props = unmarked(outs) as JsonObject;
        assert.equal(atlas.connection(projectId, name, name)?.url, hook.url);
        const found = await read(runtime, made ?? "", props);
        assert.equal(found.id, made);
        await update(runtime, props, { ...inputs, url: "https://b.example" });
        assert.equal(atlas.connection(projectId, name, name)?.url, "https://b.example");
        await deleteConnection(runtime, made ?? "", props);
        assert.equal(atlas.connection(projectId, name, name), undefined);
      });
    }

    it("answers a name of 10,000 characters with one short error", async () => {
      const { runtime } = runtimeFor(atlas);
      for (const name of ["x".repeat(10_000), "日".repeat(10_000)]) {
        const inputs = { ...hook, connectionName: name };
        // Either the server's response or a closed connection, but always short.
        await assert.rejects(
          guarded(runtime, "read", [`${projectId}/shop/${name}`, inputs], () =>
            read(runtime, `${projectId}/shop/${name}`, inputs),
          ),
          (error) => error instanceof Error && error.message.length < 3_000,
        );
      }
    });

    it("refuses names that change the path before any request", async () => {
      const { runtime } = runtimeFor(atlas);
      for (const name of ["", ".", "..", "a/b", "../x", "a\u0000b", "a\nb", "/"]) {
        const { failures } = check(runtime, {}, { ...hook, connectionName: name });
        assert.match(failures?.[0]?.reason ?? "", /^connectionName: must be a connection's name/);
        await assert.rejects(read(runtime, `${projectId}/shop/${name}`, hook), /is not the id/);
      }
      assert.equal(atlas.requests.length, 0);
    });
  });

  describe("in __proto__", () => {
    const parsed = (text: string) =>
      JSON.parse(`${JSON.stringify(hook).slice(0, -1)},${text}}`) as JsonObject;

    for (const [text, reason] of [
      ['"__proto__": {"adopt": true}', /^__proto__: is not a known field/],
      ['"timeouts": {"__proto__": "1s"}', /^timeouts\.__proto__: is not a known field/],
      ['"headers": {"__proto__": "v", "a": "b"}', /^headers\.__proto__: is a reserved name/],
      ['"headers": {"__proto__": {"polluted": 1}}', /^headers\.__proto__: is a reserved name/],
    ] as const) {
      it(`refuses ${text}`, () => {
        const { runtime } = runtimeFor(atlas);
        const { failures } = check(runtime, {}, parsed(text));
        assert.equal(failures?.length, 1);
        assert.match(failures?.[0]?.reason ?? "", reason);
        assert.equal(({} as JsonObject).polluted, undefined);
        assert.equal(({} as JsonObject).adopt, undefined);
      });
    }

    it("ignores __proto__ in a response of Atlas", async () => {
      const body = `{"name":"hook","type":"Https","state":"READY","url":"https://example.com/hook",
        "__proto__":{"polluted":1},"headers":{"__proto__":{"polluted":1},"constructor":"c"}}`;
      atlas.fault({ method: "GET", action: { kind: "status", status: 200, body } });
      const { runtime } = runtimeFor(atlas);
      const { inputs } = await read(runtime, id, { ...hook, state: "READY" });
      assert.equal(({} as JsonObject).polluted, undefined);
      assert.deepEqual(Object.keys(inputs?.headers), ["__proto__", "constructor"]);
    });
  });

  it("passes certificates of 5 MB through every hook without delay", async () => {
    // All lines differ, as in a real certificate.
    const lines = Array.from({ length: 80_000 }, (_, line) =>
      createHash("sha384").update(String(line)).digest("base64"),
    );
    const pem = `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
    assert.ok(pem.length > 5_000_000);
    const kafka = {
      __provider: "text",
      projectId,
      workspaceName: "shop",
      connectionName: "kafka",
      type: "Kafka",
      bootstrapServers: "a.example.com:9092",
      security: { protocol: "SASL_SSL", brokerPublicCertificate: pem },
      authentication: { mechanism: "PLAIN", username: "u", password: pem, sslCertificate: pem },
    };
    const { runtime } = runtimeFor(atlas);
    const steps: Record<string, () => unknown> = {
      check: () => check(runtime, {}, kafka),
      create: () => create(runtime, kafka),
      read: () => read(runtime, `${projectId}/shop/kafka`, { ...kafka, state: "READY" }),
      update: () => update(runtime, { ...kafka, state: "READY" }, { ...kafka, config: { a: "b" } }),
      error: () =>
        assert.rejects(
          guarded(runtime, "update", [kafka], () => {
            throw new Error(`saw ${pem}`);
          }),
          { message: /saw \[secret\]$/ },
        ),
    };
    for (const [step, run] of Object.entries(steps)) {
      const start = process.cpuUsage();
      await run();
      const { user, system } = process.cpuUsage(start);
      const took = (user + system) / 1_000;
      // CPU time, which other processes do not change. Half a second, mostly in the local Atlas; a quadratic algorithm
      // would take minutes.
      assert.ok(took < 5_000, `${step} took ${Math.round(took)} ms`);
    }
    assert.deepEqual(atlas.connection(projectId, "shop", "kafka")?.security, kafka.security);
  });

  describe("in responses", () => {
    const olds = { ...hook, state: "READY" };
    const good = { name: "hook", type: "Https", state: "READY", url: hook.url };
    const respond = (body: unknown) =>
      atlas.fault({ method: "GET", action: { kind: "status", status: 200, body } });

    for (const [title, body] of Object.entries({
      "a list": [],
      "a string": '"hello"',
      null: "null",
      "a missing name": { ...good, name: undefined },
      "a missing type": { ...good, type: undefined },
      "a state that is a number": { ...good, state: 7 },
      "an id that is an object": { ...good, id: {} },
    })) {
      it(`fails with a clear error, without a retry, after ${title}`, async () => {
        respond(body);
        const { runtime } = runtimeFor(atlas);
        await assert.rejects(read(runtime, id, olds), { name: "UnexpectedResponseError" });
        assert.equal(atlas.requests.length, 2);
      });
    }

    for (const [title, body] of Object.entries({
      "incomplete JSON": '{"name":"hook","ty',
      HTML: "<html>Log in</html>",
    })) {
      it(`fails with a clear error after two retries of ${title}`, async () => {
        const { runtime } = runtimeFor(atlas);
        atlas.fault({ method: "GET", times: 3, action: { kind: "status", status: 200, body } });
        await assert.rejects(read(runtime, id, olds), { name: "UnexpectedResponseError", attempts: 3 });
        atlas.put(projectId, "shop", { name: "hook", type: "Https", url: hook.url });
        atlas.fault({ method: "GET", times: 2, action: { kind: "status", status: 200, body } });
        assert.equal((await read(runtime, id, olds)).id, id);
      });
    }

    it("does not report unknown fields as drift", async () => {
      respond({
        ...good,
        links: [{ href: "x", rel: "self" }],
        newFeature: { on: true },
        id: null,
        region: null,
      });
      const { inputs } = await read(runtimeFor(atlas).runtime, id, olds);
      const { __provider: _, ...expected } = hook;
      assert.deepEqual(inputs, expected);
    });

    it("fails for an unknown type with its name and a solution", async () => {
      respond({ ...good, type: "Carrier\u001b[31mPigeon" });
      await assert.rejects(
        read(runtimeFor(atlas).runtime, id, olds),
        /type "Carrier \[31mPigeon".*newer one/,
      );
    });

    it("waits during an unknown state, and logs it", async () => {
      atlas.fault({
        method: "POST",
        action: { kind: "status", status: 200, body: { ...good, state: "MIGRATING" } },
      });
      atlas.put(projectId, "shop", { name: "hook", type: "Https", url: hook.url });
      atlas.fault({
        method: "GET",
        times: 20,
        action: { kind: "status", status: 200, body: { ...good, state: "MIGRATING" } },
      });
      const { runtime, lines } = runtimeFor(atlas);
      const { outs } = await create(runtime, hook);
      assert.equal(outs.state, "READY");
      assert.match(lines[0] ?? "", /to become READY \(it is MIGRATING\)/);
    });
  });

  describe("in thrown values", () => {
    const circular: { self?: unknown } = {};
    circular.self = circular;
    const thrown: Record<string, unknown> = {
      "a string": "text",
      undefined: undefined,
      null: null,
      "a symbol": Symbol("s"),
      "a function": () => "f",
      "an object without a prototype": Object.create(null),
      "a circular object": circular,
      "a bigint": 1n,
      "an error with a numeric code": Object.assign(new Error("x"), { code: 0 }),
      "an error with a circular cause": Object.assign(new Error("x"), { cause: circular }),
      "an error whose message throws": Object.defineProperty(new Error("x"), "message", {
        get: () => {
          throw new Error("y");
        },
      }),
      "an error whose message is not a string": Object.assign(new Error("x"), { message: { a: 1 } }),
    };
    for (const [title, problem] of Object.entries(thrown)) {
      for (const way of ["thrown", "rejected"]) {
        it(`turns ${title} that is ${way} into one Error without code, cause and stack`, async () => {
          const { runtime } = runtimeFor(atlas);
          const error = await guarded(runtime, "create", [hook], () => {
            if (way === "rejected") return Promise.reject(problem);
            throw problem;
          }).then(
            () => assert.fail("it did not throw"),
            (reason) => reason,
          );
          assert.ok(error instanceof Error);
          assert.match(error.message, /^could not create Https connection hook of workspace shop .*: ./);
          assert.equal("code" in error, false);
          assert.equal(error.cause, undefined);
          assert.doesNotMatch(error.stack ?? "", /\n\s+at /);
        });
      }
    }

    it("writes an error message also for names that are not strings", async () => {
      const odd = { ...hook, connectionName: { toString: 1 }, type: [Object.create(null)] };
      await assert.rejects(
        guarded(runtimeFor(atlas).runtime, "check", [odd], () => {
          throw new Error("x");
        }),
        { message: /^could not check \(no text\) connection \(no text\) of workspace shop/ },
      );
    });
  });

  it("logs every request without secrets with PULUMI_ATLAS_STREAMS_LOG=debug", async () => {
    const { runtime, lines } = runtimeFor(atlas, undefined, {
      environment: { PULUMI_ATLAS_STREAMS_LOG: "debug" },
    });
    atlas.fault({ method: "POST", action: { kind: "rateLimited", retryAfterSeconds: 0 } });
    await create(runtime, { ...hook, headers: { Authorization: "Bearer header-secret" } });
    atlas.fault({ method: "GET", action: { kind: "resetBefore" } });
    await read(runtime, id, { ...hook, state: "READY" });
    const path = `/api/atlas/v2/groups/${projectId}/streams/shop/connections`;
    assert.deepEqual(
      lines.map((line) => line.replace(/\d+ ms/, "n ms")),
      [
        `debug: GET ${path} 401 n ms, attempt 1`,
        `debug: POST ${path} 429 n ms, attempt 1`,
        `debug: POST ${path} 200 n ms, attempt 2`,
        `debug: GET ${path}/hook ECONNRESET n ms, attempt 1`,
        `debug: GET ${path}/hook 200 n ms, attempt 2`,
      ],
    );
    assert.doesNotMatch(lines.join("\n"), /header-secret|Digest|nonce|example\.com/);
  });
});
