import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { StreamConnection } from "../../provider";
import { fieldsOf } from "../../provider/connections/fields";
import { connectionTypes, isConnectionType } from "../../provider/connections/index";

describe("the outputs of a StreamConnection", () => {
  it("are all there after .get(), where no argument names them", async () => {
    await pulumi.runtime.setMocks({
      newResource: ({ name, inputs }) => ({ id: name, state: inputs }),
      call: () => ({}),
    });
    const found = StreamConnection.get("found", "32b6e34b3d91647abb20e7b8/shop/found");
    const types = Object.keys(connectionTypes).filter(isConnectionType);
    const fields = new Set(types.flatMap((type) => fieldsOf(type).flatMap(({ path: [key] }) => key ?? [])));
    for (const field of [...fields, "state", "connectionId"]) {
      const output = (found as unknown as Record<string, unknown>)[field];
      assert.ok(pulumi.Output.isInstance(output), field);
    }
  });
});
