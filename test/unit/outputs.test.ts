import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { StreamConnection, type StreamConnectionArgs } from "../../provider";
import { fieldsOf } from "../../provider/connections/fields";
import { allOutputNames, outputNamesOf } from "../../provider/connections/outputNames";
import { type ConnectionType, connectionTypes, isConnectionType } from "../../provider/connections/types";
import { examples } from "../support/examples";

const types = Object.keys(connectionTypes).filter(isConnectionType);
const topLevelFields = (type: ConnectionType) => [
  ...new Set(fieldsOf(type).flatMap(({ path: [key] }) => key ?? [])),
];
const outputOf = (connection: StreamConnection, name: string) =>
  (connection as unknown as Record<string, pulumi.Output<unknown>>)[name];

describe("the outputs of a StreamConnection", () => {
  before(() =>
    pulumi.runtime.setMocks({
      newResource: ({ name, inputs }) => ({ id: name, state: { ...inputs, state: "READY" } }),
      call: () => ({}),
    }),
  );

  it("are the fields of the type's schema, and what Atlas alone knows", () => {
    for (const type of types)
      assert.deepEqual(
        [...outputNamesOf(type)].sort(),
        [...topLevelFields(type), "state", "connectionId"].sort(),
        type,
      );
  });

  it("are all there after .get(), where no argument names them", () => {
    const found = StreamConnection.get("found", "32b6e34b3d91647abb20e7b8/shop/found");
    for (const name of allOutputNames) assert.ok(pulumi.Output.isInstance(outputOf(found, name)), name);
  });

  for (const type of types) {
    it(`are all there for ${type}, also those of other types`, async () => {
      const args = examples[type].full as unknown as StreamConnectionArgs;
      const connection = new StreamConnection(`a-${type}`, args);
      const values = allOutputNames.map(
        (name) =>
          new Promise((resolve) => {
            outputOf(connection, name)?.apply((value) => resolve([name, value]));
          }),
      );
      const resolved = Object.fromEntries((await Promise.all(values)) as [string, unknown][]);
      for (const name of allOutputNames) {
        const wanted = name === "state" ? "READY" : examples[type].full[name];
        assert.deepEqual(resolved[name], wanted, name);
      }
    });
  }

  it("are all asked for where the type is not known yet", async () => {
    const { type, ...rest } = examples.Https.minimal;
    const args = { ...rest, type: pulumi.output(type) } as unknown as StreamConnectionArgs;
    const connection = new StreamConnection("later", args);
    assert.notEqual(outputOf(connection, "bootstrapServers"), outputOf(connection, "aws"));
  });
});
