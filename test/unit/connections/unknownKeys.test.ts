import assert from "node:assert/strict";
import { nearest } from "../../../provider/connections/unknownKeys";
import type { JsonObject } from "../../../provider/shared/json";
import { examples } from "../../support/examples";
import { failuresOf, refuses, types } from "./support";

describe("validation of unknown fields", () => {
  for (const type of types) {
    const { minimal, foreignField } = examples[type];
    it(`reports ${foreignField} in ${type} as a field of another type`, () => {
      const [failure = "", ...others] = failuresOf({ ...minimal, [foreignField]: "garbage" });
      assert.match(
        failure,
        new RegExp(`^${foreignField}: is a field of \\w+.* connections, not of ${type}$`),
      );
      assert.deepEqual(others, []);
    });
  }

  it("names every type that has the field", () => {
    assert.deepEqual(failuresOf({ ...examples.Kafka.minimal, aws: {} }), [
      "aws: is a field of AWSLambda, S3, AWSKinesisDataStreams connections, not of Kafka",
    ]);
  });

  const known =
    "projectId, workspaceName, connectionName, region, adopt, timeouts, secretsInState, additionalProperties, type, bootstrapServers, authentication, security, config, networking";

  describe("with names of @pulumi/mongodbatlas and of the API", () => {
    refuses("Kafka", [
      ["instanceName", "garbage", "instanceName: is called workspaceName here"],
      ["tenantName", "garbage", "tenantName: is called workspaceName here"],
      ["groupId", "garbage", "groupId: is called projectId here"],
      ["name", "garbage", "name: is called connectionName here"],
      [
        "clusterProjectId",
        "garbage",
        "clusterProjectId: is called clusterGroupId here, and is a field of Cluster connections, not of Kafka",
      ],
      [
        "schemaRegistryProvider",
        "garbage",
        "schemaRegistryProvider: is called provider here, and is a field of SchemaRegistry connections, not of Kafka",
      ],
    ]);
  });

  describe("with fields that Atlas sets", () => {
    for (const field of ["id", "state", "links", "connectionId"])
      refuses("Sample", [[field, "garbage", `${field}: is set by Atlas; it is an output, not an input`]]);
  });

  describe("with a typing mistake", () => {
    refuses("Kafka", [
      ["bootstrapServer", "garbage", "bootstrapServer: is not a known field; did you mean bootstrapServers?"],
      [
        "bootstrap_servers",
        "garbage",
        "bootstrap_servers: is not a known field; did you mean bootstrapServers?",
      ],
      ["Security", {}, "Security: is not a known field; did you mean security?"],
      ["somethingElse", "garbage", `somethingElse: is not a known field; allowed are ${known}`],
    ]);
  });

  describe("with names of Object.prototype", () => {
    const fromJson = (text: string) => JSON.parse(text) as JsonObject;
    for (const key of ["__proto__", "constructor", "toString", "hasOwnProperty"]) {
      it(`refuses ${key} at the top level`, () => {
        const inputs = { ...examples.Kafka.minimal, ...{} };
        Object.defineProperty(inputs, key, { value: "garbage", enumerable: true });
        assert.deepEqual(failuresOf(inputs), [`${key}: is not a known field; allowed are ${known}`]);
      });
      it(`refuses ${key} in a nested object`, () => {
        const security = fromJson(`{"protocol":"SASL_SSL","${key}":{"garbage":1}}`);
        assert.deepEqual(failuresOf({ ...examples.Kafka.minimal, security }), [
          `security.${key}: is not a known field; allowed are protocol, brokerPublicCertificate`,
        ]);
      });
    }
  });

  it("quotes a name with dots or spaces in a path", () => {
    assert.deepEqual(failuresOf({ ...examples.Sample.minimal, "a.b c": 1 }), [
      '["a.b c"]: is not a known field; allowed are projectId, workspaceName, connectionName, region, adopt, timeouts, secretsInState, additionalProperties, type',
    ]);
  });
});

describe("the suggested name", () => {
  const names = ["url", "headers", "bootstrapServers", "clusterName"];
  const table: [name: string, expected: string | undefined][] = [
    ["URL", "url"],
    ["header", "headers"],
    ["bootstrapServer", "bootstrapServers"],
    ["clustername", "clusterName"],
    ["cluster_name", "clusterName"],
    ["garbage", undefined],
    ["", undefined],
    ["xyz", undefined],
  ];
  for (const [name, expected] of table)
    it(`is ${expected ?? "none"} for ${JSON.stringify(name)}`, () =>
      assert.equal(nearest(name, names), expected));
});
