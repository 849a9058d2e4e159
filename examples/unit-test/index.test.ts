import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";

/** The resources that the program registers. */
const resources: pulumi.runtime.MockResourceArgs[] = [];

function resolved<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => output.apply(resolve));
}

describe("our connections", () => {
  let program: typeof import("./index.js");

  before(async () => {
    pulumi.runtime.setAllConfig(
      {
        "unit-test:projectId": "32b6e34b3d91647abb20e7b8",
        "unit-test:workspaceName": "shop",
        "unit-test:bootstrapServers": "broker.example.com:9092",
        "unit-test:kafkaUsername": "atlas",
        "unit-test:kafkaPassword": "not-a-real-password",
        "unit-test:clusterName": "Cluster0",
      },
      ["unit-test:kafkaPassword"],
    );
    await pulumi.runtime.setMocks(
      {
        newResource(args) {
          resources.push(args);
          // The provider adds outputs that are not inputs.
          return { id: `${args.name}-id`, state: { ...args.inputs, state: "READY" } };
        },
        // Look-ups.
        call: ({ token }) =>
          token === "mongodbatlas:index:getStreamConnections"
            ? { results: [{ connectionName: "orders" }, { connectionName: "clicks" }] }
            : {},
      },
      "unit-test",
      "test",
    );
    // Imported after setMocks, because the program creates its resources when it loads.
    program = await import("./index.js");
  });

  it("are all in one workspace", async () => {
    for (const { projectId, workspaceName } of [program.orders, program.database]) {
      assert.equal(await resolved(projectId), "32b6e34b3d91647abb20e7b8");
      assert.equal(await resolved(workspaceName), "shop");
    }
  });

  it("connect to Kafka over TLS, with a secret password", async () => {
    assert.equal((await resolved(program.orders.security))?.protocol, "SASL_SSL");
    assert.ok(await pulumi.isSecret(program.orders.authentication));
  });

  it("do not give stream processors the role of an administrator", async () => {
    assert.notEqual((await resolved(program.database.dbRoleToExecute))?.role, "atlasAdmin");
  });

  it("are not among those of other programs", async () => {
    assert.deepEqual(await resolved(program.others), ["clicks"]);
  });

  it("are stream connections and nothing else", async () => {
    await resolved(pulumi.all([program.orders.state, program.database.state]));
    assert.deepEqual(resources.map(({ name }) => name).sort(), ["database", "orders"]);
    for (const { type } of resources)
      assert.equal(type, "pulumi-nodejs:dynamic/mongodbatlas:StreamConnection");
  });
});
