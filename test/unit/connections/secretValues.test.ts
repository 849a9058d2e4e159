import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { Connection } from "../../../provider/atlas/connection";
import { DraftNames, draftOf } from "../../../provider/cli/import/draft";
import { importFileOf } from "../../../provider/cli/import/importFile";
import { nextSteps } from "../../../provider/cli/import/nextSteps";
import { programOf } from "../../../provider/cli/import/program";
import { hasSecretWhen, markSecrets } from "../../../provider/connections/secrets";
import { hasUserinfo, isSecretSetting } from "../../../provider/connections/secretValues";
import { sentTexts } from "../../../provider/connections/sentTexts";
import { isConnectionType } from "../../../provider/connections/types";
import { unknownValue } from "../../../provider/connections/unknown";
import { secretInputs } from "../../../provider/program/secretInputs";
import { module } from "../../support/drafts";
import { projectId, workspaceName } from "../../support/examples";
import { importOptions } from "../../support/importOptions";
import { markedPaths, unmarked } from "./marked";

const common = { projectId, workspaceName, connectionName: "c" };
const kafka = {
  ...common,
  type: "Kafka",
  bootstrapServers: "a.example.com:9092",
  security: { protocol: "SASL_SSL" },
  authentication: {
    mechanism: "OAUTHBEARER",
    clientId: "id",
    tokenEndpointUrl: "https://id:t0p-s3cret@login.example.com/token",
  },
  config: {
    "auto.offset.reset": "earliest",
    "sasl.jaas.config": 'ScramLoginModule required username="u" password="j44s-s3cret";',
    "sasl.oauthbearer.client.secret": "plainCfgSecret55",
    "schema.registry.url": "https://user:r3g-s3cret@registry.example.com",
  },
};
const https = { ...common, type: "Https", url: "https://user:h00k-s3cret@example.com/hook" };
const registry = {
  ...common,
  type: "SchemaRegistry",
  provider: "CONFLUENT",
  schemaRegistryUrls: ["https://one.example.com", "https://user:l1st-s3cret@two.example.com"],
  schemaRegistryAuthentication: { type: "SASL_INHERIT" },
};
const marks: [inputs: object, paths: string[]][] = [
  [
    kafka,
    [
      "authentication.tokenEndpointUrl",
      "config.sasl.jaas.config",
      "config.sasl.oauthbearer.client.secret",
      "config.schema.registry.url",
    ],
  ],
  [https, ["url"]],
  [registry, ["schemaRegistryUrls"]],
];

describe("the search for secrets by key or value", () => {
  before(async () => {
    await pulumi.runtime.setMocks({
      newResource: ({ name, inputs }) => ({ id: name, state: inputs }),
      call: () => ({}),
    });
  });

  // Those of type `password` in Kafka's documentation, those of librdkafka and of Confluent's clients, with and without prefix.
  for (const key of [
    "sasl.jaas.config",
    "producer.sasl.jaas.config",
    "listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config",
    "ssl.key",
    "ssl.key.password",
    "ssl.key.pem",
    "ssl.keystore.key",
    "ssl.keystore.password",
    "ssl.keystore.certificate.chain",
    "ssl.truststore.password",
    "ssl.truststore.certificates",
    "schema.registry.ssl.keystore.password",
    "sasl.password",
    "sasl.oauthbearer.client.secret",
    "sasl.oauthbearer.client.credentials.client.secret",
    "sasl.oauthbearer.assertion.private.key.passphrase",
    "sasl.oauthbearer.assertion.private.key.pem",
    "basic.auth.user.info",
    "schema.registry.basic.auth.user.info",
    "bearer.auth.token",
    "oauth.client.secret",
    "delegation.token.secret.key",
    "aws.secret.access.key",
    "confluent.api.key",
    "CLIENT_SECRET",
    "clientSecret",
    "my-password",
  ])
    it(`marks ${key}`, () => assert.equal(isSecretSetting("x", key), true));

  for (const key of [
    "auto.offset.reset",
    "group.id",
    "client.id",
    "acks",
    "sasl.mechanism",
    "sasl.oauthbearer.token.endpoint.url",
    "sasl.oauthbearer.client.credentials.client.id",
    "sasl.oauthbearer.scope.claim.name",
    "sasl.username",
    "ssl.keystore.location",
    "ssl.keystore.type",
    "ssl.key.location",
    "ssl.keymanager.algorithm",
    "ssl.truststore.location",
    "key.deserializer",
    "security.protocol",
    "partition.assignment.strategy",
  ])
    it(`does not mark ${key}`, () => assert.equal(isSecretSetting("x", key), false));

  for (const [value, expected] of [
    ["https://user:pass@example.com", true],
    ["https://user@example.com/a", true],
    ["http://one.example.com,http://u:p@two.example.com", true],
    ["https://example.com/@user", false],
    ["https://example.com?mail=a@b", false],
    ["a@example.com", false],
    [["https://a.example.com", "https://u:p@b.example.com"], true],
    [unknownValue, false],
    [undefined, false],
  ] as const)
    it(`finds ${expected ? "a" : "no"} user name or password in ${JSON.stringify(value)}`, () =>
      assert.equal(hasUserinfo(value), expected));

  for (const [inputs, paths] of marks) {
    const { type } = inputs as { type: string };
    it(`marks secrets in the results of hooks, and nothing else, for ${type}`, () => {
      const marked = markSecrets({ ...inputs });
      assert.deepEqual(markedPaths(marked).sort(), paths);
      assert.deepEqual(unmarked(marked), inputs);
      assert.equal(hasSecretWhen({ ...inputs }), true);
    });

    for (const [title, wrap] of [
      ["plain values", (value: unknown) => value],
      ["outputs", (value: unknown) => pulumi.output(value)],
      ["promises", (value: unknown) => Promise.resolve(value)],
      ["outputs in lists and objects", wrapInside],
    ] as const)
      it(`marks secrets among the arguments of a program, as ${title}, for ${type}`, async () => {
        const args = Object.fromEntries(
          Object.entries(inputs).map(([key, value]) => [key, key === "type" ? value : wrap(value)]),
        );
        const sent = await pulumi.runtime.serializeProperties("test", secretInputs(args));
        assert.deepEqual(markedPaths(sent).sort(), paths);
        assert.deepEqual(unmarked(sent), inputs);
      });

    it(`keeps secrets out of an imported program, for ${type}`, () => {
      const { projectId: _, workspaceName: __, connectionName: name, ...fields } = inputs as typeof https;
      const connection = { name, ...fields } as Connection;
      assert.ok(isConnectionType(connection.type));
      const draft = draftOf({ projectId, workspaceName }, connection.type, connection, new DraftNames());
      const program = programOf({ projectId, workspaceName }, [draft], module);
      const printed =
        JSON.stringify(draft) +
        importFileOf([draft]) +
        nextSteps({ ...importOptions, ...common }, [draft], module);
      assert.doesNotMatch(program + printed, /s3cret|CfgSecret/);
      for (const { key } of draft.secrets)
        assert.match(program, new RegExp(`config\\.requireSecret\\(\\s*"${key}",?\\s*\\)`));
    });
  }

  it("leaves values plain when none is a secret", () => {
    const config = { "auto.offset.reset": "earliest", "client.id": "x" };
    const inputs = { ...kafka, authentication: { mechanism: "PLAIN" }, config };
    assert.deepEqual(markSecrets(inputs), inputs);
    assert.deepEqual(markSecrets({ ...https, url: "https://example.com" }).url, "https://example.com");
    assert.equal(hasSecretWhen({ ...https, headers: { a: "b" }, url: "https://example.com" }), false);
  });

  it("reads the one URL with a secret from the configuration, and keeps the others", () => {
    const { connectionName: name, ...fields } = registry;
    const draft = draftOf(
      { projectId, workspaceName },
      "SchemaRegistry",
      { name, ...fields },
      new DraftNames(),
    );
    const program = programOf({ projectId, workspaceName }, [draft], module);
    assert.match(program, /"https:\/\/one\.example\.com",\s+config\.requireSecret\("cSchemaRegistryUrls"\)/);
  });

  it("names the field of each secret, and of all that is sent, for messages", () => {
    const found = [...sentTexts(kafka), ...sentTexts(https), ...sentTexts(registry)];
    const marked = found.map(({ path, text, isSecret }) => `${path} ${isSecret ? "hides" : "has"} ${text}`);
    for (const expected of [
      "bootstrapServers has a.example.com:9092",
      "authentication.clientId has id",
      "authentication.tokenEndpointUrl hides t0p-s3cret",
      "authentication.tokenEndpointUrl has https://id:t0p-s3cret@login.example.com/token",
      'config["auto.offset.reset"] has earliest',
      'config["sasl.oauthbearer.client.secret"] hides plainCfgSecret55',
      'config["schema.registry.url"] hides r3g-s3cret',
      "url hides h00k-s3cret",
      "schemaRegistryUrls[1] hides l1st-s3cret",
    ])
      assert.ok(marked.includes(expected), `${expected}: ${marked.join("\n")}`);
    const paths = found.map(({ path }) => path);
    for (const path of [
      "connectionName",
      "workspaceName",
      "projectId",
      "type",
      "security.protocol",
      "provider",
    ])
      assert.ok(!paths.includes(path), path);
  });
});

/** Each text in the value as an output. */
function wrapInside(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(wrapInside);
  if (typeof value !== "object" || value === null) return pulumi.output(value);
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, wrapInside(child)]));
}
