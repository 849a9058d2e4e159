import assert from "node:assert/strict";
import { examples } from "../../support/examples";
import { networkingMistakes } from "./sharedMistakes";
import { changed, failuresOf, refuses } from "./support";

const needsMechanism =
  "authentication.mechanism: is required when security.protocol is SASL_SSL: one of PLAIN, SCRAM-256, SCRAM-512, OAUTHBEARER, AWS_MSK_IAM";

function required(mechanism: string, ...fields: string[]): string[] {
  return fields.map(
    (field) => `authentication.${field}: is required when authentication.mechanism is ${mechanism}`,
  );
}

function notPem(path: string): string {
  return `${path}: must be in PEM form: the file's content, from "-----BEGIN …-----" to "-----END …-----"`;
}

describe("Kafka", () => {
  refuses("Kafka", [
    ["bootstrapServers", undefined, "bootstrapServers: is required"],
    ["bootstrapServers", ["garbage:9092"], "bootstrapServers: must be a string"],
    ["bootstrapServers", 7, "bootstrapServers: must be a string"],
    [
      "bootstrapServers",
      "",
      'bootstrapServers: must be one or more brokers as host:port, separated by commas, for example "a.example.com:9092,b.example.com:9092"',
    ],
    [
      "bootstrapServers",
      " ",
      'bootstrapServers: must be one or more brokers as host:port, separated by commas, for example "a.example.com:9092,b.example.com:9092"',
    ],
    [
      "bootstrapServers",
      "garbage",
      "bootstrapServers: must be brokers as host:port (port 1 to 65535), separated by commas; wrong: broker 1",
    ],
    [
      "bootstrapServers",
      "a:9092,garbage:0,b:9092",
      "bootstrapServers: must be brokers as host:port (port 1 to 65535), separated by commas; wrong: broker 2",
    ],
    [
      "bootstrapServers",
      "a:9092,garbage:65536",
      "bootstrapServers: must be brokers as host:port (port 1 to 65535), separated by commas; wrong: broker 2",
    ],
    [
      "bootstrapServers",
      "a:9092,",
      "bootstrapServers: must be brokers as host:port (port 1 to 65535), separated by commas; wrong: broker 2",
    ],
    [
      "bootstrapServers",
      "garbage,b:1,c",
      "bootstrapServers: must be brokers as host:port (port 1 to 65535), separated by commas; wrong: broker 1, 3",
    ],
    [
      "bootstrapServers",
      "garbage,b,c,d,e,f",
      "bootstrapServers: must be brokers as host:port (port 1 to 65535), separated by commas; wrong: broker 1, 2, 3, 4, 5, …",
    ],
    [
      "bootstrapServers",
      "SASL_SSL://garbage:9092",
      "bootstrapServers: must be brokers as host:port (port 1 to 65535), separated by commas, without a scheme such as SASL_SSL://; wrong: broker 1",
    ],
    ["authentication", undefined, needsMechanism],
    ["authentication", "garbage", "authentication: must be an object", needsMechanism],
    ["authentication", ["garbage"], "authentication: must be an object", needsMechanism],
    ["authentication.mechanism", undefined, needsMechanism],
    [
      "authentication.mechanism",
      "garbage",
      "warning: authentication.mechanism: this version knows only PLAIN, SCRAM-256, SCRAM-512, OAUTHBEARER, AWS_MSK_IAM; another value is sent as it is",
    ],
    // Names of Object.prototype.
    [
      "authentication.mechanism",
      "constructor",
      "warning: authentication.mechanism: this version knows only PLAIN, SCRAM-256, SCRAM-512, OAUTHBEARER, AWS_MSK_IAM; another value is sent as it is",
    ],
    [
      "authentication.mechanism",
      "__proto__",
      "warning: authentication.mechanism: this version knows only PLAIN, SCRAM-256, SCRAM-512, OAUTHBEARER, AWS_MSK_IAM; another value is sent as it is",
    ],
    ["authentication", { mechanism: "PLAIN" }, ...required("PLAIN", "username", "password")],
    ["authentication", { mechanism: "SCRAM-256" }, ...required("SCRAM-256", "username", "password")],
    ["authentication", { mechanism: "SCRAM-512" }, ...required("SCRAM-512", "username", "password")],
    [
      "authentication",
      { mechanism: "OAUTHBEARER" },
      ...required("OAUTHBEARER", "tokenEndpointUrl", "clientId", "clientSecret"),
    ],
    ["authentication", { mechanism: "AWS_MSK_IAM" }, ...required("AWS_MSK_IAM", "aws.roleArn")],
    [
      "authentication",
      { mechanism: "AWS_MSK_IAM", aws: { testBucket: "garbage" } },
      "authentication.aws.roleArn: is required",
      ...required("AWS_MSK_IAM", "aws.roleArn"),
    ],
    [
      "authentication.method",
      "garbage",
      "warning: authentication.method: this version knows only OIDC; another value is sent as it is",
    ],
    ["authentication.username", "", "authentication.username: must not be empty"],
    ["authentication.username", 7, "authentication.username: must be a string"],
    ["authentication.password", "", "authentication.password: must not be empty"],
    ["authentication.password", { value: "garbage" }, "authentication.password: must be a string"],
    [
      "authentication.tokenEndpointUrl",
      "garbage",
      "authentication.tokenEndpointUrl: must be a whole URL that starts with https:// or http://",
    ],
    ["authentication.clientId", "", "authentication.clientId: must not be empty"],
    ["authentication.clientSecret", "", "authentication.clientSecret: must not be empty"],
    ["authentication.scope", 7, "authentication.scope: must be a string"],
    [
      "authentication.saslOauthbearerExtensions",
      {},
      "authentication.saslOauthbearerExtensions: must be a string",
    ],
    ["authentication.httpsCaPem", "garbage.pem", notPem("authentication.httpsCaPem")],
    [
      "authentication.sslCertificate",
      "garbage",
      notPem("authentication.sslCertificate"),
      "authentication.sslKey: is required together with authentication.sslCertificate",
    ],
    [
      "authentication.sslKey",
      "-----BEGIN PRIVATE KEY-----\ngarbage",
      notPem("authentication.sslKey"),
      "authentication.sslCertificate: is required together with authentication.sslKey",
    ],
    [
      "authentication.sslKey",
      `-----END PRIVATE KEY-----garbage-----BEGIN PRIVATE KEY-----`,
      notPem("authentication.sslKey"),
      "authentication.sslCertificate: is required together with authentication.sslKey",
    ],
    [
      "authentication.sslKeyPassword",
      "garbage",
      "authentication.sslKey: is required together with authentication.sslKeyPassword",
    ],
    [
      "authentication.sslKeyPassword",
      "",
      "authentication.sslKeyPassword: must not be empty",
      "authentication.sslKey: is required together with authentication.sslKeyPassword",
    ],
    [
      "authentication.aws.roleArn",
      "garbage",
      "authentication.aws.roleArn: must be the ARN of an IAM role, arn:aws:iam::<12 digits>:role/<name>",
    ],
    ["authentication.aws", {}, "authentication.aws.roleArn: is required"],
    [
      "authentication.user",
      "garbage",
      "authentication.user: is not a known field; allowed are mechanism, method, username, password, tokenEndpointUrl, clientId, clientSecret, scope, saslOauthbearerExtensions, httpsCaPem, sslCertificate, sslKey, sslKeyPassword, aws",
    ],
    [
      "authentication.pasword",
      "garbage",
      "authentication.pasword: is not a known field; did you mean password?",
    ],
    ["security", undefined, "security: is required"],
    [
      "security.protocol",
      undefined,
      "security.protocol: is required: one of SASL_SSL, SASL_PLAINTEXT, SSL, PLAINTEXT",
    ],
    [
      "security.protocol",
      "garbage",
      "warning: security.protocol: this version knows only SASL_SSL, SASL_PLAINTEXT, SSL, PLAINTEXT; another value is sent as it is",
    ],
    ["security.brokerPublicCertificate", "garbage", notPem("security.brokerPublicCertificate")],
    ["security.brokerPublicCertificate", 7, "security.brokerPublicCertificate: must be a string"],
    ["config", "garbage", "config: must be an object"],
    ["config", ["garbage"], "config: must be an object"],
    ["config", { "max.poll.records": 7 }, 'config["max.poll.records"]: must be a string'],
    ["config", { plain: { garbage: true } }, "config.plain: must be a string"],
    ...networkingMistakes("Kafka"),
  ]);

  const { minimal, full } = examples.Kafka;
  const authentication = full.authentication as Record<string, unknown>;

  const brokers = ["a:1", "a.example.com:65535", "10.0.0.1:9092", "[2001:db8::1]:9092", "a:9092, b:9092"];
  for (const bootstrapServers of brokers) {
    it(`accepts the brokers ${bootstrapServers}`, () => {
      assert.deepEqual(failuresOf({ ...minimal, bootstrapServers }), []);
    });
  }

  const mechanisms: Record<string, string[]> = {
    PLAIN: ["username", "password"],
    "SCRAM-256": ["username", "password"],
    "SCRAM-512": ["username", "password"],
    OAUTHBEARER: ["tokenEndpointUrl", "clientId", "clientSecret"],
    AWS_MSK_IAM: ["aws"],
  };
  for (const [mechanism, fields] of Object.entries(mechanisms)) {
    it(`accepts ${mechanism} with only its required fields`, () => {
      const wanted = Object.fromEntries(fields.map((field) => [field, authentication[field]]));
      assert.deepEqual(failuresOf({ ...minimal, authentication: { mechanism, ...wanted } }), []);
    });
  }

  it("accepts mutual TLS without a mechanism", () => {
    const { sslCertificate, sslKey } = authentication;
    const inputs = { ...minimal, authentication: { sslCertificate, sslKey }, security: { protocol: "SSL" } };
    assert.deepEqual(failuresOf(inputs), []);
  });

  for (const protocol of ["SSL", "PLAINTEXT"]) {
    it(`accepts ${protocol} without any authentication`, () => {
      assert.deepEqual(failuresOf({ ...minimal, authentication: {}, security: { protocol } }), []);
    });
  }

  for (const type of ["PUBLIC", "VPC", "TRANSIT_GATEWAY"]) {
    it(`accepts ${type} networking without an id`, () => {
      assert.deepEqual(failuresOf(changed(minimal, ["networking", "access", "type"], type)), []);
    });
  }

  it("accepts a private link by its name", () => {
    const access = { type: "PRIVATE_LINK", name: "pl" };
    assert.deepEqual(failuresOf({ ...minimal, networking: { access } }), []);
  });
});
