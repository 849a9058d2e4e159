import assert from "node:assert/strict";
import { type LocalAtlas, startLocalAtlas } from "../../atlas-local";
import { fingerprintOf, isFingerprint } from "../../provider/connections/fingerprint";
import { concealSecrets, mapSecrets } from "../../provider/connections/secrets";
import { unknownValue } from "../../provider/connections/unknown";
import { formatPath, validate } from "../../provider/connections/validate";
import { KnownSecrets } from "../../provider/process/knownSecrets";
import { createRuntime } from "../../provider/process/runtime";
import { hooksOf } from "../../provider/resource/hooks";
import type { JsonObject } from "../../provider/shared/json";
import { Engine } from "../faults/engine";
import { ProviderProcess } from "../faults/process";
import { exampleSecrets, examples, projectId, workspaceName } from "../support/examples";
import { unmarked } from "../support/unmarked";
import { VirtualClock } from "../support/virtualClock";
import { types } from "../unit/connections/support";

const first = "s3cr3t-first";
const second = "s3cr3t-second";
const token = "s3cr3t-token";
/** Two secrets with one fingerprint. */
const collision = ["s3cr3t-654", "s3cr3t-3894"] as const;

const kafka = (password: unknown = first, more: JsonObject = {}): JsonObject => ({
  projectId,
  workspaceName,
  connectionName: "kafka",
  type: "Kafka",
  bootstrapServers: "a.example.com:9092",
  security: { protocol: "SASL_SSL" },
  authentication: { mechanism: "PLAIN", username: "atlas", password },
  secretsInState: false,
  ...more,
});
const hook = (headers: JsonObject = { Authorization: token }, more: JsonObject = {}): JsonObject => ({
  projectId,
  workspaceName,
  connectionName: "hook",
  type: "Https",
  url: "https://example.com/",
  headers,
  secretsInState: false,
  ...more,
});

describe("secretsInState: false", function () {
  this.timeout(60_000);
  let atlas: LocalAtlas;
  let clock: VirtualClock;
  let engine: Engine;
  let lines: string[];

  const start = async (options: Parameters<typeof startLocalAtlas>[0] = {}) => {
    clock = new VirtualClock();
    atlas = await startLocalAtlas({ ...options, clock: clock.now });
    engine = new Engine(1);
    lines = [];
  };
  beforeEach(() => start());
  afterEach(() => atlas.close());

  /** A provider process of one run of the CLI. */
  const process = (options: { adopt?: boolean } = {}) =>
    new ProviderProcess(atlas, clock, { ...options, lines });
  /** `pulumi up`; returns the errors. */
  const up = async (...program: JsonObject[]) => {
    const declared = program.map((props) => ({ name: String(props.connectionName), aliases: [], props }));
    return (await engine.up(declared, process())).errors;
  };
  const stored = () => JSON.stringify(engine.state);
  const storedInputs = () => unmarked(engine.state[0]?.inputs ?? {}) as Record<string, JsonObject>;
  const passwordInAtlas = () => atlas.secretsOf(projectId, workspaceName, "kafka")["authentication.password"];
  const writes = () => atlas.requests.filter(({ method }) => method !== "GET").map(({ method }) => method);

  for (const type of types) {
    it(`keeps every secret of ${type} out of the state, and sends it to Atlas`, async () => {
      const { adopt: _, ...full } = structuredClone(examples[type].full);
      const inputs = { ...full, secretsInState: false };
      assert.deepEqual(await up(inputs), []);
      const name = String(full.connectionName);
      const sent = Object.values(atlas.secretsOf(projectId, workspaceName, name));
      const shown = JSON.stringify(atlas.connection(projectId, workspaceName, name));
      for (const secret of exampleSecrets.filter((secret) => JSON.stringify(full).includes(secret)))
        assert.ok(shown.includes(secret) || sent.some((text) => text.includes(secret)), secret);
      assert.doesNotMatch(stored(), /s3cr3t/);

      atlas.clearRequests();
      assert.deepEqual(await up(inputs), []);
      assert.deepEqual(atlas.requests, []);
      await engine.refresh(process());
      assert.doesNotMatch(stored(), /s3cr3t/);
      assert.deepEqual(await up(inputs), []);
      assert.deepEqual(writes(), []);
      assert.deepEqual(await up(), []);
      assert.deepEqual(writes(), ["DELETE"]);
    });
  }

  for (const type of types) {
    it(`gives ${type} fingerprints that a version without secretsInState refuses`, () => {
      const full = { ...structuredClone(examples[type].full), secretsInState: false };
      const { secretsInState: _, ...concealed } = concealSecrets(full);
      const paths: string[] = [];
      mapSecrets(concealed, type, (secret, path) => {
        if (isFingerprint(secret)) paths.push(formatPath(path));
        return secret;
      });
      const failures = validate(concealed);
      for (const path of paths)
        assert.ok(
          failures.some((failure) => failure.startsWith(`${path}: must be a`)),
          path,
        );
      assert.equal(failures.length > 0, paths.length > 0);
    });
  }

  it("marks fingerprints as secrets", async () => {
    const { inputs = {} } = await process().hooks.check({}, kafka());
    assert.deepEqual(unmarked(inputs.authentication.password), { fingerprint: "1:678176" });
    assert.notDeepEqual(inputs.authentication.password, unmarked(inputs.authentication.password));
  });

  it("sends a changed secret, and all secrets with a change of another field", async () => {
    await up(kafka());
    assert.deepEqual(await up(kafka(second)), []);
    assert.equal(passwordInAtlas(), second);
    assert.deepEqual(await up(kafka(second, { bootstrapServers: "b.example.com:9092" })), []);
    assert.equal(passwordInAtlas(), second);
    assert.deepEqual(writes(), ["POST", "PATCH", "PATCH"]);
    assert.doesNotMatch(stored(), /s3cr3t/);
  });

  it("sends the secrets in a replacement", async () => {
    await up(kafka());
    const networking = { access: { type: "VPC" } };
    assert.deepEqual(await up(kafka(second, { networking })), []);
    assert.deepEqual(writes(), ["POST", "DELETE", "POST"]);
    assert.equal(passwordInAtlas(), second);
    assert.doesNotMatch(stored(), /s3cr3t/);
  });

  it("keeps secrets out of the state in an adoption", async () => {
    atlas.put(projectId, workspaceName, {
      name: "hook",
      type: "Https",
      url: "https://example.com/theirs",
      headers: { Authorization: "s3cr3t-theirs" },
    });
    assert.deepEqual(await up(hook(undefined, { adopt: true })), []);
    assert.deepEqual(atlas.connection(projectId, workspaceName, "hook")?.headers, { Authorization: token });
    assert.doesNotMatch(stored(), /s3cr3t/);
  });

  it("keeps secrets out of the state after a lost response, and of a connection that FAILED", async () => {
    atlas.fault({ method: "POST", action: { kind: "resetAfter" } });
    assert.deepEqual(await up(hook()), []);
    assert.doesNotMatch(stored(), /s3cr3t/);
    await atlas.close();

    await start({ pendingMs: { VPC: 60_000 } });
    const lake = kafka(first, { networking: { access: { type: "VPC" } } });
    atlas.fault({
      method: "GET",
      // Not the list of the preview's notices.
      path: /\/kafka$/,
      action: () => {
        atlas.setState(projectId, workspaceName, "kafka", "FAILED");
        return undefined;
      },
    });
    const [error = ""] = await up(lake);
    assert.match(error, /FAILED/);
    assert.equal(engine.state[0]?.initErrors.length, 1);
    assert.doesNotMatch(stored() + error, /s3cr3t/);
    atlas.setState(projectId, workspaceName, "kafka", "FAILED");
    atlas.clearFaults();
    atlas.clearRequests();
    assert.deepEqual(await up(lake), []);
    assert.deepEqual(writes(), ["DELETE", "POST"]);
    assert.equal(passwordInAtlas(), first);
    assert.doesNotMatch(stored(), /s3cr3t/);
  });

  it("hides a secret in an error in which Atlas repeats it", async () => {
    const body = { error: 400, errorCode: "VALIDATION_ERROR", detail: `The password ${first} is wrong` };
    atlas.fault({ method: "POST", action: { kind: "status", status: 400, body } });
    const [error = ""] = await up(kafka());
    assert.match(error, /The password \[authentication\.password\] is wrong/);
  });

  it("shows a header that was changed by hand as drift, and corrects it", async () => {
    await up(hook());
    atlas.edit(projectId, workspaceName, "hook", {
      headers: { Authorization: "s3cr3t-by-hand", "X-Added": "s3cr3t-added" },
    });
    await engine.refresh(process());
    assert.doesNotMatch(stored(), /s3cr3t/);
    assert.deepEqual(storedInputs().headers, {
      Authorization: fingerprintOf("s3cr3t-by-hand", projectId),
      "X-Added": fingerprintOf("s3cr3t-added", projectId),
    });
    assert.deepEqual(await up(hook()), []);
    assert.deepEqual(atlas.connection(projectId, workspaceName, "hook")?.headers, { Authorization: token });
  });

  it("keeps the header of a connection whose type was changed by hand out of the state", async () => {
    await up(kafka());
    atlas.remove(projectId, workspaceName, "kafka");
    atlas.put(projectId, workspaceName, {
      name: "kafka",
      type: "Https",
      url: "https://example.com/",
      headers: { Authorization: token },
    });
    await engine.refresh(process());
    assert.equal(storedInputs().type, "Https");
    assert.doesNotMatch(stored(), /s3cr3t/);
  });

  it("keeps what Atlas fills in out of the state where it is a secret", async () => {
    await atlas.close();
    await start({ dialect: { spelling: true } });
    const inputs = hook(undefined, { url: "https://user:s3cr3t-in-url@EXAMPLE.com:443" });
    assert.deepEqual(await up(inputs), []);
    assert.doesNotMatch(stored(), /s3cr3t/);
    await engine.refresh(process());
    assert.doesNotMatch(stored(), /s3cr3t/);
    atlas.clearRequests();
    assert.deepEqual(await up(inputs), []);
    assert.deepEqual(writes(), []);
  });

  describe("turned on and off", () => {
    for (const inputs of [kafka(), hook()]) {
      it(`sends no request, and says what happens (${inputs.type})`, async () => {
        const { secretsInState: _, ...inState } = inputs;
        await up(inState);
        assert.match(stored(), /s3cr3t/);
        atlas.clearRequests();
        assert.deepEqual(await up(inputs), []);
        assert.doesNotMatch(stored(), /s3cr3t/);
        assert.match(
          lines.at(-1) ?? "",
          /replaces the secrets of connection \w+ in the state by fingerprints.*renew them/,
        );
        assert.deepEqual(await up(inState), []);
        assert.match(stored(), /s3cr3t/);
        assert.doesNotMatch(stored(), /fingerprint/);
        assert.match(lines.at(-1) ?? "", /puts the secrets of connection \w+ into the state/);
        assert.deepEqual(atlas.requests, []);
      });
    }

    it("sends a secret that changes at the same time", async () => {
      await up(kafka(first, { secretsInState: true }));
      assert.deepEqual(await up(kafka(second)), []);
      assert.equal(passwordInAtlas(), second);
      assert.deepEqual(await up(kafka(first, { secretsInState: true })), []);
      assert.equal(passwordInAtlas(), first);
    });
  });

  describe("a process that has not run check", () => {
    it("creates nothing, and names the secrets", async () => {
      const { inputs } = await process().hooks.check({}, kafka());
      atlas.clearRequests();
      await assert.rejects(process().hooks.create(unmarked(inputs)), {
        message:
          /could not create .*: the values of authentication\.password are not known here, and nothing was sent/,
      });
      assert.deepEqual(atlas.requests, []);
    });

    it("updates nothing, and names the secrets", async () => {
      await up(kafka());
      atlas.clearRequests();
      const { inputs } = await process().hooks.check(storedInputs(), kafka(second));
      const { id = "", outputs = {} } = engine.state[0] ?? {};
      await assert.rejects(process().hooks.update(id, unmarked(outputs), unmarked(inputs)), {
        message: /could not update .*: the values of authentication\.password are not known here/,
      });
      assert.deepEqual(atlas.requests, []);
    });

    it("updates what concerns only the state", async () => {
      await up(kafka());
      atlas.clearRequests();
      const { inputs = {} } = await process().hooks.check(storedInputs(), kafka(first));
      const { id = "", outputs = {} } = engine.state[0] ?? {};
      const news = { ...(unmarked(inputs) as JsonObject), timeouts: { update: "5m" } };
      const { outs } = await process().hooks.update(id, unmarked(outputs), news);
      assert.deepEqual(outs?.timeouts, { update: "5m" });
      assert.deepEqual(atlas.requests, []);
    });
  });

  it("creates several times after one check", async () => {
    const { hooks } = process();
    const { inputs } = await hooks.check({}, kafka());
    for (let time = 0; time < 3; time++) {
      await hooks.create(unmarked(inputs));
      assert.equal(passwordInAtlas(), first);
      atlas.remove(projectId, workspaceName, "kafka");
    }
  });

  it("keeps secrets with equal fingerprints apart", async () => {
    const [one, other] = collision;
    assert.deepEqual(fingerprintOf(one, projectId), fingerprintOf(other, projectId));
    const names = ["one", "other"];
    const program = [one, other].map((secret, index) =>
      hook({ Authorization: secret }, { connectionName: names[index] }),
    );
    assert.deepEqual(await up(...program), []);
    assert.deepEqual(
      names.map((name) => atlas.connection(projectId, workspaceName, name)?.headers),
      [{ Authorization: one }, { Authorization: other }],
    );
  });

  describe("with ignoreChanges on a secret", () => {
    /** The engine puts the old input in the place of the new one before it calls check. */
    const ignored = () => (storedInputs().authentication as JsonObject).password;

    beforeEach(async () => {
      await up(kafka());
      atlas.clearRequests();
    });

    it("changes nothing while nothing else changes", async () => {
      assert.deepEqual(await up(kafka(ignored())), []);
      assert.deepEqual(await up(kafka(ignored(), { timeouts: { update: "5m" } })), []);
      assert.deepEqual(atlas.requests, []);
    });

    it("sends nothing for what is the same for Atlas", async () => {
      const { region } = atlas.connection(projectId, workspaceName, "kafka") ?? {};
      assert.deepEqual(await up(kafka(ignored(), { region, config: {}, timeouts: { update: "5m" } })), []);
      assert.deepEqual(atlas.requests, []);
    });

    it("refuses a change of another field in the preview, by name", async () => {
      const errors = await up(kafka(ignored(), { bootstrapServers: "b.example.com:9092" }));
      assert.match(
        errors.join(),
        /could not compare .*: the values of authentication\.password are not known/,
      );
      assert.deepEqual(atlas.requests, []);
    });

    it("refuses a replacement in the preview, by name", async () => {
      const errors = await up(kafka(ignored(), { networking: { access: { type: "VPC" } } }));
      assert.match(
        errors.join(),
        /could not compare .*: the values of authentication\.password are not known/,
      );
      assert.deepEqual(atlas.requests, []);
    });

    it("refuses to put the secrets into the state", async () => {
      const errors = await up(kafka(ignored(), { secretsInState: true }));
      assert.match(errors.join(), /^authentication\.password: is the fingerprint of a secret, not a secret$/);
    });
  });

  it("refuses a fingerprint that is not the one of the state", async () => {
    const errors = await up(kafka({ fingerprint: "1:000000" }));
    assert.deepEqual(errors, ["authentication.password: is the fingerprint of a secret, not a secret"]);
    assert.deepEqual(atlas.requests, []);
  });

  it("passes unknown values, and leaves secrets unknown while the project is", async () => {
    const { hooks } = process();
    for (const [inputs, password] of [
      [kafka(unknownValue), unknownValue],
      [kafka(first, { projectId: unknownValue }), unknownValue],
      [kafka(first, { connectionName: unknownValue }), fingerprintOf(first, projectId)],
    ] as const) {
      const checked = await hooks.check({}, inputs);
      assert.deepEqual(checked.failures, []);
      assert.deepEqual(unmarked(checked.inputs.authentication).password, password);
    }
  });

  describe("lost writes and drift while it is turned on and off", () => {
    const lose = (name: string) => {
      const { state: _, ...stale } = atlas.connection(projectId, workspaceName, name) ?? {};
      atlas.fault({ method: "PATCH", action: { kind: "status", status: 200, body: stale }, times: 1 });
    };

    for (const [from, to] of [
      [true, false],
      [false, true],
    ] as const) {
      it(`finds a lost write of a header that changes (${from} to ${to})`, async () => {
        await up(hook(undefined, { secretsInState: from }));
        lose("hook");
        const headers = { Authorization: second };
        assert.deepEqual(await up(hook(headers, { secretsInState: to })), []);
        assert.deepEqual(writes(), ["POST", "PATCH", "PATCH"]);
        assert.deepEqual(atlas.connection(projectId, workspaceName, "hook")?.headers, headers);
      });

      it(`finds no drift in what Atlas fills in (${from} to ${to})`, async () => {
        await atlas.close();
        const spelling = (_: string, { headers, ...fields }: JsonObject) =>
          ({ ...fields, headers: { ...(headers as JsonObject), "X-Atlas": "s3cr3t-filled-in" } }) as never;
        await start({ dialect: { spelling } });
        await up(hook(undefined, { secretsInState: from }));
        assert.deepEqual(await up(hook(undefined, { secretsInState: to })), []);
        atlas.clearRequests();
        await engine.refresh(process());
        assert.deepEqual(await up(hook(undefined, { secretsInState: to })), []);
        assert.deepEqual(writes(), []);
        assert.doesNotMatch(stored(), to ? /fingerprint/ : /s3cr3t/);
      });
    }

    it("finds a lost write of a spelled value (true to false)", async () => {
      await atlas.close();
      await start({ dialect: { spelling: true } });
      const config = { "sasl.jaas.config": first };
      const inputs = (value: string, secretsInState: boolean) =>
        kafka(first, { config: { "sasl.jaas.config": value }, secretsInState });
      await up(inputs(config["sasl.jaas.config"], true));
      lose("kafka");
      assert.deepEqual(await up(inputs(second, false)), []);
      assert.deepEqual(writes(), ["POST", "PATCH", "PATCH"]);
      assert.doesNotMatch(stored(), /s3cr3t/);
    });
  });

  it("sends a key whose line breaks are corrected", async () => {
    const lines = ["-----BEGIN PRIVATE KEY-----", "czNjcjN0", "-----END PRIVATE KEY-----"];
    const tls = (sslKey: string) =>
      kafka(undefined, {
        security: { protocol: "SSL" },
        authentication: {
          sslCertificate: "-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----",
          sslKey,
        },
      });
    await up(tls(lines.join(" ")));
    assert.deepEqual(await up(tls(lines.join("\n"))), []);
    assert.equal(
      atlas.secretsOf(projectId, workspaceName, "kafka")["authentication.sslKey"],
      lines.join("\n"),
    );
    atlas.clearRequests();
    assert.deepEqual(await up(tls(`${lines.join("\n")}\n`)), []);
    assert.deepEqual(atlas.requests, []);
  });

  it("hides a secret in an error after a second configure", async () => {
    const knownSecrets = new KnownSecrets();
    const hooks = () =>
      hooksOf(
        (
          (runtime) => () =>
            runtime
        )(createRuntime(() => undefined, atlas.environment, { clock, knownSecrets, log: () => {} })),
      );
    const { inputs } = await hooks().check({}, kafka());
    const body = { error: 400, errorCode: "VALIDATION_ERROR", detail: `The password ${first} is wrong` };
    atlas.fault({ method: "POST", action: { kind: "status", status: 400, body } });
    await assert.rejects(hooks().create(unmarked(inputs)), ({ message }: Error) => {
      assert.doesNotMatch(message, /s3cr3t/);
      return true;
    });
  });

  it("leaves a list unknown while a part of it is", async () => {
    const urls = ["https://atlas:s3cr3t@a.example.com", unknownValue];
    const { inputs } = await process().hooks.check(
      {},
      { ...examples.SchemaRegistry.minimal, schemaRegistryUrls: urls, secretsInState: false },
    );
    assert.equal(unmarked(inputs).schemaRegistryUrls, unknownValue);
  });

  it("does not take an object of the program for a fingerprint", async () => {
    const { inputs } = await process().hooks.check({}, kafka({ fingerprint: first }));
    assert.doesNotMatch(JSON.stringify(inputs), /s3cr3t/);
  });
});
