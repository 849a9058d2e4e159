import assert from "node:assert/strict";
import { type LocalAtlas, startLocalAtlas } from "../../atlas-local";
import { bodies, https, kafka } from "./support/bodies";
import { clientOf, pathOf } from "./support/client";

type Body = Record<string, unknown>;
type Expectation = [code: string, parameter?: string];

const missing = (path: string): Expectation => ["MISSING_ATTRIBUTE", path];
const invalid = (path: string): Expectation => ["INVALID_ATTRIBUTE", path];
const badJson = (path: string): Expectation => ["INVALID_JSON_ATTRIBUTE", path];
const validation = (problem: string): Expectation => ["VALIDATION_ERROR", problem];

const { Cluster, S3, SchemaRegistry, AzureBlobStorage, GCPPubSub, AWSLambda } = bodies;
const without = (body: object, ...keys: string[]): Body =>
  Object.fromEntries(Object.entries(body).filter(([key]) => !keys.includes(key)));
const registry = (changes: object): Body => ({ ...SchemaRegistry, ...changes });
const userInfo = SchemaRegistry.schemaRegistryAuthentication;

const cases: Record<string, [Body, Expectation]> = {
  "a missing type": [{ name: "x" }, missing("type")],
  "an unknown type": [{ name: "x", type: "kafka" }, invalid("type")],
  "a type that is a method of Object.prototype": [{ name: "x", type: "toString" }, invalid("type")],
  "a type that is not a string": [{ name: "x", type: 1 }, badJson("type")],
  "a missing name": [{ type: "Sample" }, missing("name")],
  "an empty name": [{ name: "", type: "Sample" }, missing("name")],
  "an unknown field": [{ ...https, adopt: true }, invalid("adopt")],
  "an unknown field in an object": [
    { ...kafka, security: { ...kafka.security, x: 1 } },
    invalid("security.x"),
  ],
  "a region that is not a string": [{ ...https, region: 1 }, badJson("region")],
  "a missing clusterName": [without(Cluster, "clusterName"), missing("clusterName")],
  "a role without a type": [{ ...Cluster, dbRoleToExecute: { role: "x" } }, missing("dbRoleToExecute.type")],
  "an unknown type of role": [
    { ...Cluster, dbRoleToExecute: { role: "x", type: "OWN" } },
    invalid("dbRoleToExecute.type"),
  ],
  "a missing bootstrapServers": [without(kafka, "bootstrapServers"), missing("bootstrapServers")],
  "a list of bootstrapServers": [{ ...kafka, bootstrapServers: ["a:1"] }, badJson("bootstrapServers")],
  "a missing authentication": [without(kafka, "authentication"), missing("authentication.mechanism")],
  "a missing mechanism": [{ ...kafka, authentication: {} }, missing("authentication.mechanism")],
  "a missing protocol": [{ ...kafka, security: {} }, missing("security.protocol")],
  "a password that is not a string": [
    { ...kafka, authentication: { mechanism: "PLAIN", password: 1 } },
    badJson("authentication.password"),
  ],
  "a config with a number": [{ ...kafka, config: { "a.b": 1 } }, badJson("config.a.b")],
  "a config that is a list": [{ ...kafka, config: [] }, badJson("config")],
  "a header of null": [{ ...https, headers: { a: null } }, badJson("headers.a")],
  "an unknown networking type": [
    { ...S3, networking: { access: { type: "PEERING" } } },
    invalid("networking.access.type"),
  ],
  "a VPC for Lambda": [
    { ...AWSLambda, publicPrivateNetworking: { access: { type: "VPC" } } },
    invalid("publicPrivateNetworking.access.type"),
  ],
  "an invalid connectionId": [
    { ...S3, networking: { access: { type: "PRIVATE_LINK", connectionId: "X".repeat(24) } } },
    invalid("networking.access.connectionId"),
  ],
  "a missing url": [without(https, "url"), missing("url")],
  "a url without a scheme": [{ ...https, url: "example.com" }, validation("Invalid url")],
  "a url of another scheme": [{ ...https, url: "ftp://example.com" }, validation("Invalid url")],
  "a missing aws": [without(S3, "aws"), missing("aws")],
  "a missing roleArn": [{ ...S3, aws: {} }, missing("aws.roleArn")],
  "a missing azure.servicePrincipalId": [
    { ...AzureBlobStorage, azure: { storageAccountName: "a" } },
    missing("azure.servicePrincipalId"),
  ],
  "a missing serviceAccountId": [{ ...GCPPubSub, gcp: {} }, missing("gcp.serviceAccountId")],
  "another provider": [registry({ provider: "AWS" }), invalid("provider")],
  "a missing schemaRegistryUrls": [
    without(SchemaRegistry, "schemaRegistryUrls"),
    missing("schemaRegistryUrls"),
  ],
  "eleven urls": [
    registry({ schemaRegistryUrls: Array.from({ length: 11 }, (_, i) => `https://r${i}.example.com`) }),
    invalid("schemaRegistryUrls"),
  ],
  "the same url twice": [
    registry({ schemaRegistryUrls: ["https://a.example.com", "https://a.example.com"] }),
    invalid("schemaRegistryUrls"),
  ],
  "an invalid registry url": [registry({ schemaRegistryUrls: ["registry"] }), validation("Invalid url")],
  "urls as a string": [registry({ schemaRegistryUrls: "https://a" }), badJson("schemaRegistryUrls")],
  "a missing user name for USER_INFO": [
    registry({ schemaRegistryAuthentication: without(userInfo, "username") }),
    missing("schemaRegistryAuthentication.username"),
  ],
  "a missing password for USER_INFO": [
    registry({ schemaRegistryAuthentication: without(userInfo, "password") }),
    missing("schemaRegistryAuthentication.password"),
  ],
};

for (const servers of [
  "localhost:9092",
  "a.example.com:9092,127.0.0.1:9092",
  "10.1.2.3:9092",
  "192.168.0.1:9092",
  "172.16.0.1:9092",
  "169.254.1.1:9092",
  "[::1]:9092",
  "a.example.com",
  "a.example.com:0",
  "a.example.com:65536",
  "SASL_SSL://a.example.com:9092",
  "a.example.com:9092,",
]) {
  cases[`the bootstrapServers ${servers}`] = [
    { ...kafka, bootstrapServers: servers },
    validation("Invalid bootstrapServers"),
  ];
}

describe("local Atlas: validation", () => {
  let atlas: LocalAtlas;
  let client: ReturnType<typeof clientOf>;

  before(async () => {
    atlas = await startLocalAtlas();
    client = clientOf(atlas);
  });
  after(() => atlas.close());

  for (const [name, [body, [code, parameter]]] of Object.entries(cases)) {
    it(`refuses ${name}`, async () => {
      const { status, headers, json } = await client.create(body);
      assert.deepEqual([status, json.errorCode, json.parameters], [400, code, [parameter]]);
      assert.equal(headers["x-error-code"], code);
      assert.equal(headers["content-type"], "application/json");
      assert.equal((await client.list()).json.totalCount, 0);
    });
  }

  it("accepts similar values that are valid", async () => {
    const allowed: Record<string, Body> = {
      "a public address": { ...kafka, bootstrapServers: "8.8.8.8:1, 172.32.0.1:65535" },
      "a private address with private networking": {
        ...kafka,
        bootstrapServers: "10.0.0.1:9092",
        networking: { access: { type: "VPC" } },
      },
      "SASL_INHERIT alone": registry({ schemaRegistryAuthentication: { type: "SASL_INHERIT" } }),
      "no networking at all": without(S3, "networking"),
      "no dbRoleToExecute": without(Cluster, "dbRoleToExecute"),
      "a dbRoleToExecute of null": { ...Cluster, dbRoleToExecute: null },
      "a clusterGroupId of null": { ...Cluster, clusterGroupId: null },
      "OAUTHBEARER without a user": { ...kafka, authentication: { mechanism: "OAUTHBEARER" } },
    };
    for (const [name, body] of Object.entries(allowed))
      assert.equal((await client.create({ ...body, name })).status, 200, name);
  });

  it("checks addresses in a PATCH against the existing networking", async () => {
    const networking = { access: { type: "VPC" } };
    await client.create({ ...kafka, name: "inside", networking });
    const servers = { type: "Kafka", bootstrapServers: "10.0.0.2:9092" };
    assert.equal((await client.update("inside", { name: "inside", ...servers })).status, 200);
    await client.create({ ...kafka, name: "outside" });
    const refused = await client.update("outside", { name: "outside", ...servers });
    assert.equal(refused.json.errorCode, "VALIDATION_ERROR");
  });

  it("returns the recorded messages", async () => {
    const { json } = await client.create({ ...kafka, name: "x", bootstrapServers: "localhost:1" });
    assert.deepEqual(json, {
      detail: "The request content produced the validation error: Invalid bootstrapServers.",
      error: 400,
      errorCode: "VALIDATION_ERROR",
      parameters: ["Invalid bootstrapServers"],
      reason: "Bad Request",
    });
    const incomplete = await client.create({ type: "Sample" });
    assert.equal(incomplete.json.detail, "The required attribute name was not specified.");
  });

  for (const [name, raw] of Object.entries({
    "incomplete JSON": '{"name":',
    "two documents": "{}{}",
    "invalid UTF-8": "\ufffd{",
  })) {
    it(`refuses ${name}`, async () => {
      const { status, json } = await client.call("POST", pathOf(), undefined, { raw });
      assert.deepEqual([status, json.errorCode], [400, "MALFORMED_JSON"]);
    });
  }

  for (const raw of ["[]", "null", '"text"', "1"]) {
    it(`refuses the body ${raw}`, async () => {
      const { status } = await client.call("POST", pathOf(), undefined, { raw });
      assert.equal(status, 400);
    });
  }

  it("refuses an empty body", async () => {
    assert.equal((await client.call("POST", pathOf(), undefined, { raw: "" })).status, 400);
  });

  it("accepts a certificate of 5 MB, and refuses 40 MB", async () => {
    const security = { protocol: "SSL", brokerPublicCertificate: "x".repeat(5_000_000) };
    assert.equal((await client.create({ ...kafka, name: "big", security })).status, 200);
    const raw = "x".repeat(40_000_000);
    assert.equal((await client.call("POST", pathOf(), undefined, { raw })).status, 413);
  });
});
