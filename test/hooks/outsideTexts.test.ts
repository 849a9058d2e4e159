import assert from "node:assert/strict";
import { type LocalAtlas, startLocalAtlas } from "../../atlas-local";
import { hooksOf } from "../../provider/resource/hooks";
import type { JsonObject } from "../../provider/shared/json";
import { secret } from "../support/captured";
import { projectId } from "../support/examples";
import { runtimeFor } from "../support/runtime";
import { hook, id } from "./support/hook";

/** A program may have marked each of these values as a secret: Pulumi does not tell a hook. */
const username = secret("svc-9f3k-user");
const password = secret("pa55 & <word>/1");
const jaas = secret("ScramLoginModule required j44s;");
const broker = secret("b-1.private.example.com:9092");
const userinfo = secret("q-token-77");
const extensions = secret("logicalCluster=lkc-778x");
const kafka = {
  __provider: "text",
  projectId,
  workspaceName: "shop",
  connectionName: "svc-9f3k-orders",
  type: "Kafka",
  bootstrapServers: `a.example.com:9092,${broker}`,
  security: { protocol: "SASL_SSL" },
  authentication: {
    mechanism: "PLAIN",
    username,
    password,
    tokenEndpointUrl: `https://${userinfo}@login.example.com/x`,
    saslOauthbearerExtensions: extensions,
  },
  config: { "sasl.jaas.config": jaas, "client.id": "a" },
};
const kafkaId = `${projectId}/shop/svc-9f3k-orders`;

describe("messages with texts of Atlas", () => {
  let atlas: LocalAtlas;
  beforeEach(async () => {
    atlas = await startLocalAtlas();
  });
  afterEach(() => atlas.close());

  /** The error of a create whose POST is answered with this detail. */
  async function messageFor(detail: string, errorCode = "VALIDATION_ERROR"): Promise<string> {
    const body = { error: 400, errorCode, detail, parameters: [detail] };
    atlas.fault({ method: "POST", action: { kind: "status", status: 400, body } });
    const { runtime } = runtimeFor(atlas);
    return hooksOf(() => runtime)
      .create(kafka)
      .then(
        () => assert.fail("it did not fail"),
        (error: Error) => error.message,
      );
  }

  it("show fields in place of the values that were sent, and keep names, codes and addresses", async () => {
    const message = await messageFor(
      `Connection svc-9f3k-orders of shop in ${projectId}: user ${username} with ${password} cannot reach ${broker}; ${extensions}, ${jaas}`,
    );
    assert.equal(
      message,
      `could not create Kafka connection svc-9f3k-orders of workspace shop in project ${projectId}: 400 VALIDATION_ERROR: ` +
        `Connection svc-9f3k-orders of shop in ${projectId}: user [authentication.username] with [authentication.password] ` +
        'cannot reach [bootstrapServers]; [authentication.saslOauthbearerExtensions], [config["sasl.jaas.config"]] ' +
        `(POST ${atlas.url}/api/atlas/v2/groups/${projectId}/streams/shop/connections)`,
    );
  });

  const written = JSON.stringify(kafka);
  for (const [title, detail] of Object.entries({
    "the whole body": written,
    "the body in JSON": JSON.stringify(written),
    "the body in a URL": encodeURIComponent(written),
    "the body in HTML": written.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`),
    "the beginning of the body": `${written.slice(0, written.indexOf(password) + 9)}…`,
    "the password in base64": Buffer.from(`x:${password}`).toString("base64"),
  }))
    it(`show no value when Atlas returns ${title}`, async () => {
      const message = await messageFor(detail);
      const shown = `${message} ${decodeURIComponent(message.replace(/%(?![0-9A-F]{2})/g, ""))}`;
      for (const value of [
        username,
        password,
        password.slice(0, 8),
        jaas,
        broker,
        userinfo,
        extensions,
        "cGE1NSAm",
      ])
        assert.ok(!shown.includes(value), `${value} in ${message}`);
    });

  it("show no value in errors of requests without a body, also of another connection", async () => {
    const { runtime } = runtimeFor(atlas);
    const hooks = hooksOf(() => runtime);
    const olds = { ...kafka, state: "READY" };
    await hooks.diff(kafkaId, olds, kafka);
    const body = { error: 400, errorCode: "WRONG", detail: `saw ${username} and ${password}` };
    atlas.fault({ times: 20, action: { kind: "status", status: 400, body } });
    for (const work of [
      hooks.read(kafkaId, olds),
      hooks.delete(kafkaId, olds),
      hooks.read(id, { ...hook, state: "READY" }),
    ])
      await assert.rejects(work, {
        message: /saw \[authentication\.username\] and \[authentication\.password\]/,
      });
  });

  it("are one printable line of bounded length", async () => {
    const message = await messageFor(
      `a\u001b[31m\r\nb\u0000c\u009b2J\u202ed\u2028e${"x".repeat(100_000)}`,
      "C\u001bODE\n",
    );
    assert.doesNotMatch(message, /[\p{C}\n\u2028]/u);
    assert.match(message, /: 400 C ODE: a \[31m b c 2J d ex+… \(POST/);
    assert.ok(message.length < 2_000);
  });

  it("are one printable line in the lines of a wait and the errors of an adoption, for state and type", async () => {
    const { runtime, lines } = runtimeFor(atlas);
    const odd = `BU\u001b[31mSY\n${username}`;
    atlas.put(projectId, "shop", { name: "svc-9f3k-orders", type: "Kafka" });
    const shown = { name: "svc-9f3k-orders", type: "Kafka", state: odd };
    atlas.fault({ method: "POST", action: { kind: "status", status: 200, body: shown } });
    atlas.fault({ method: "GET", times: 12, action: { kind: "status", status: 200, body: shown } });
    await hooksOf(() => runtime)
      .create(kafka)
      .catch(() => undefined);
    assert.match(lines.join("\n"), /it is BU \[31mSY \[authentication\.username\]/);
    atlas.clearFaults();
    const type = `Carrier\u001b[31m\n${"x".repeat(500)}`;
    atlas.fault({
      method: "GET",
      times: 3,
      action: { kind: "status", status: 200, body: { ...shown, type } },
    });
    const error = await hooksOf(() => runtime)
      .create({ ...kafka, adopt: true })
      .then(
        () => assert.fail("it did not fail"),
        ({ message }: Error) => message,
      );
    assert.match(error, /its type is Carrier \[31m x+…/);
    assert.doesNotMatch(error, /[\p{C}]/u);
    for (const line of lines) assert.doesNotMatch(line, /[\p{C}]/u);
  });

  it("stay readable when a secret is short or blank", async () => {
    for (const [text, shown] of [
      ["   ", "bad value of password"],
      ["a", "bad value of password"],
      ["value", "bad [authentication.password] of password"],
    ]) {
      const { runtime } = runtimeFor(atlas);
      const body = { error: 400, errorCode: "WRONG", detail: "bad value of password" };
      atlas.fault({ method: "POST", action: { kind: "status", status: 400, body } });
      const inputs: JsonObject = {
        ...kafka,
        authentication: { mechanism: "PLAIN", username: "u", password: text },
      };
      await assert.rejects(hooksOf(() => runtime).create(inputs), (error: Error) =>
        error.message.startsWith(
          `could not create Kafka connection svc-9f3k-orders of workspace shop in project ${projectId}: 400 WRONG: ${shown} (POST`,
        ),
      );
    }
  });

  it("stay errors when a secret of a service account has half a surrogate pair", async () => {
    const { runtime } = runtimeFor(atlas, undefined, {
      environment: { MONGODB_ATLAS_CLIENT_ID: "id\ud800", MONGODB_ATLAS_CLIENT_SECRET: "\udc00secret-part" },
    });
    await assert.rejects(hooksOf(() => runtime).read(id, { ...hook, state: "READY" }), {
      message: /^could not read .*mongodbatlas:clientSecret .* holds /,
    });
  });
});
