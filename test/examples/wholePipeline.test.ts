import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { secret } from "../support/captured";

/** The program of the example `whole-pipeline`, with mocks: the local Atlas has no endpoints for @pulumi/mongodbatlas. */
describe("examples: whole-pipeline", function () {
  this.timeout(30_000);
  const resources: pulumi.runtime.MockResourceArgs[] = [];

  before(async () => {
    const password = secret("s3cr3t-whole-pipeline");
    const config = {
      projectId: "32b6e34b3d91647abb20e7b8",
      mskClusterArn: "arn:aws:kafka:us-east-1:123456789012:cluster/shop/1",
      bootstrapServers: "b-1.example.com:9096",
      dublinBootstrapServers: "b-1.dublin.example.com:9096",
      kafkaUsername: "atlas",
      kafkaPassword: password,
      clusterName: "Cluster0",
    };
    pulumi.runtime.setAllConfig(
      Object.fromEntries(Object.entries(config).map(([key, value]) => [`whole-pipeline:${key}`, value])),
      ["whole-pipeline:kafkaPassword"],
    );
    await pulumi.runtime.setMocks(
      {
        newResource(args) {
          resources.push(args);
          return { id: args.name === "brokers" ? "6512bd43d9caa6e02c990b0a" : args.name, state: args.inputs };
        },
        call: () => ({}),
      },
      "whole-pipeline",
      "test",
    );
    const { processor, ordersInDublin } = await import("../../examples/whole-pipeline/index.js");
    await new Promise((resolve) => pulumi.all([processor.urn, ordersInDublin.urn]).apply(resolve));
  });
  after(() => pulumi.runtime.setAllConfig({}));

  const inputsOf = (name: string) => resources.find((resource) => resource.name === name)?.inputs;

  it("declares the workspace, the private link, the connections, their failover connections and the processor", () => {
    assert.deepEqual(resources.map(({ name }) => name).sort(), [
      "brokers",
      "database",
      "database-dublin",
      "orders",
      "orders-dublin",
      "publish-orders",
      "shop",
    ]);
  });

  it("connects over the private link, and names the connections in the pipeline", () => {
    assert.deepEqual(inputsOf("orders").networking, {
      access: { type: "PRIVATE_LINK", connectionId: "6512bd43d9caa6e02c990b0a" },
    });
    const [source, , emit] = JSON.parse(inputsOf("publish-orders").pipeline);
    assert.equal(source.$source.connectionName, "database");
    assert.equal(emit.$emit.connectionName, "orders");
  });
});
