import assert from "node:assert/strict";
import { examples } from "../../support/examples";
import { failuresOf } from "./support";

describe("several mistakes", () => {
  it("of every kind are reported together", () => {
    const { minimal } = examples.Kafka;
    const failures = failuresOf({
      ...minimal,
      projectId: 7,
      connectionName: "",
      bootstrapServers: "garbage",
      authentication: { mechanism: "PLAIN", method: "garbage", user: "garbage" },
      security: { protocol: "SASL_SSL", brokerPublicCertificate: "garbage" },
      config: { "a.b": 1 },
      networking: { access: { type: "PRIVATE_LINK", tgwRouteId: "garbage" } },
      clusterName: "garbage",
      instanceName: "garbage",
      timeouts: { create: "garbage" },
      adopt: "garbage",
    });
    const paths = failures.map((failure) => failure.slice(0, failure.indexOf(": ")));
    assert.deepEqual(paths.sort(), [
      "adopt",
      "authentication.password",
      "authentication.user",
      "authentication.username",
      "bootstrapServers",
      "clusterName",
      'config["a.b"]',
      "connectionName",
      "instanceName",
      "networking.access.connectionId",
      "networking.access.tgwRouteId",
      "projectId",
      "security.brokerPublicCertificate",
      "timeouts.create",
    ]);
  });

  it("of a rule between fields are reported together with those of single fields, for every type with such rules", () => {
    assert.deepEqual(failuresOf({ ...examples.Https.minimal, url: "garbage", headers: { "a b": "x" } }), [
      "url: must be a whole URL that starts with https:// or http://",
      "headers: has the name \"a b\"; a header's name holds letters, digits and !#$%&'*+-.^_`|~ only",
    ]);
    for (const type of ["AWSLambda", "AzureBlobStorage", "GCPPubSub"] as const) {
      const publicPrivateNetworking = { access: { type: "PRIVATE_LINK" } };
      assert.deepEqual(failuresOf({ ...examples[type].minimal, region: 7, publicPrivateNetworking }), [
        "region: must be a string",
        "publicPrivateNetworking.access.connectionId: is required when publicPrivateNetworking.access.type is PRIVATE_LINK",
      ]);
    }
    for (const type of ["S3", "AWSKinesisDataStreams"] as const) {
      const networking = { access: { type: "PRIVATE_LINK" } };
      assert.deepEqual(failuresOf({ ...examples[type].minimal, region: 7, networking }), [
        "region: must be a string",
        "networking.access.connectionId: is required when networking.access.type is PRIVATE_LINK",
      ]);
    }
  });
});
