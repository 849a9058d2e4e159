import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { StreamConnection, type StreamConnectionArgs } from "../../provider";
import { examples } from "../support/examples";

const args = examples.Kafka.minimal as unknown as StreamConnectionArgs;

describe("the stack traces of a program", () => {
  before(() =>
    pulumi.runtime.setMocks({
      newResource: ({ name, inputs }) => ({ id: name, state: inputs }),
      call: () => ({}),
    }),
  );

  it("are as long as before once a connection is declared", () => {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 17;
    try {
      new StreamConnection("declared", args);
      assert.equal(Error.stackTraceLimit, 17);
      assert.throws(() => new StreamConnection("", args));
      assert.equal(Error.stackTraceLimit, 17);
    } finally {
      Error.stackTraceLimit = stackTraceLimit;
    }
  });

  it("lead to the line that Pulumi finds a fault with", () => {
    const parent = { notA: "resource" } as unknown as pulumi.Resource;
    assert.throws(
      () => new StreamConnection("orphan", args, { parent }),
      (error: Error) => {
        assert.match(error.message, /not a valid Resource/);
        assert.match(error.stack ?? "", /shortTraces\.test/);
        return true;
      },
    );
  });
});
