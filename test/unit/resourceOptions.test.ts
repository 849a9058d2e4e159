import assert from "node:assert/strict";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { AtlasProvider, StreamConnection, type StreamConnectionArgs } from "../../provider";
import { typeToken } from "../../provider/connections/types";
import { examples } from "../support/examples";

const args = examples.Kafka.minimal as unknown as StreamConnectionArgs;

class OtherProvider extends pulumi.ProviderResource {}
class OtherDynamic extends pulumi.dynamic.Resource {
  constructor() {
    super({ create: async () => ({ id: "id" }) }, "other-dynamic", {}, {}, "other", "Thing");
  }
}

describe("a resource's options in the program", () => {
  let inputs: Record<string, Record<string, unknown>>;
  beforeEach(async () => {
    inputs = {};
    await pulumi.runtime.setMocks({
      newResource: (resource) => {
        inputs[resource.name] = resource.inputs;
        return { id: resource.name, state: resource.inputs };
      },
      call: () => ({}),
    });
  });

  describe("provider", () => {
    it("refuses the provider of another package", () => {
      const table: unknown[] = [
        new OtherProvider("mongodbatlas", "foreign"),
        new OtherProvider("aws", "aws"),
        { publicKey: "arguments of an AtlasProvider" },
        new StreamConnection("no provider", args),
        "a text",
      ];
      for (const provider of table) {
        assert.throws(
          () => new StreamConnection("orders", args, { provider } as pulumi.CustomResourceOptions),
          (error: Error) =>
            pulumi.RunError.isInstance(error) &&
            /^connection orders: provider must be an AtlasProvider of pulumi-atlas-streams/.test(
              error.message,
            ),
        );
        const get = () => StreamConnection.get("read", "p/w/c", { provider } as pulumi.CustomResourceOptions);
        assert.throws(get, /must be an AtlasProvider/);
      }
    });

    it("accepts an AtlasProvider, one's own class for the same plugin, and none", async () => {
      const own = new OtherProvider("pulumi-nodejs", "own");
      for (const provider of [new AtlasProvider("ours"), own, undefined])
        assert.ok(await resolved(new StreamConnection("orders", args, provider ? { provider } : {}).urn));
    });

    it("of a component with other providers does not matter", async () => {
      const providers = [new OtherProvider("mongodbatlas", "foreign"), new AtlasProvider("ours")];
      const parent = new pulumi.ComponentResource("test:index:Component", "parent", {}, { providers });
      assert.ok(await resolved(new StreamConnection("orders", args, { parent }).urn));
    });
  });

  describe("customTimeouts", () => {
    const timeoutsOf = async (
      customTimeouts: pulumi.CustomTimeouts | undefined,
      timeouts?: unknown,
    ): Promise<unknown> => {
      const declared = { ...args, ...(timeouts === undefined ? {} : { timeouts }) } as StreamConnectionArgs;
      const opts = customTimeouts ? { customTimeouts } : {};
      await resolved(new StreamConnection("orders", declared, opts).urn);
      return inputs.orders?.timeouts;
    };

    it("are the timeouts that the program leaves out", async () => {
      assert.equal(await timeoutsOf(undefined), undefined);
      assert.equal(await timeoutsOf({}), undefined);
      assert.deepEqual(await timeoutsOf({ create: "1h", delete: "5m" }), { create: "1h", delete: "5m" });
      const program = { create: "2h", update: "3m" };
      const all = { create: "2h", update: "3m", delete: "5m" };
      assert.deepEqual(await timeoutsOf({ create: "1h", delete: "5m" }, program), all);
      assert.deepEqual(await timeoutsOf({ create: "1h", delete: "5m" }, pulumi.output(program)), all);
      assert.deepEqual(await timeoutsOf({ create: "1h", delete: "5m" }, Promise.resolve(program)), all);
      assert.equal(await timeoutsOf({ create: "1h" }, "2h"), "2h");
    });

    it("may have any spelling that the engine accepts", async () => {
      const table: [custom: string, ours: string | undefined][] = [
        ["1h30m", "1h30m"],
        ["1.5h", "5400s"],
        ["90000ms", "90s"],
        ["1m500ms", "61s"],
        ["0", undefined],
        ["0s", undefined],
        ["soon", undefined],
      ];
      for (const [create, ours] of table)
        assert.deepEqual(await timeoutsOf({ create }), ours && { create: ours }, create);
    });
  });

  describe("isInstance", () => {
    /** The package as another copy of it: loaded a second time. */
    function secondCopy(): typeof import("../../provider") {
      const folder = join(__dirname, "..", "..", "provider");
      const own = Object.keys(require.cache).filter((path) => path.startsWith(folder));
      const before = own.map((path) => [path, require.cache[path]] as const);
      for (const path of own) delete require.cache[path];
      try {
        return require("../../provider");
      } finally {
        for (const [path, module] of before) require.cache[path] = module;
      }
    }

    it("is true only for a StreamConnection, also one of another copy of the package", () => {
      const other = secondCopy();
      assert.notEqual(other.StreamConnection, StreamConnection);
      const one = new StreamConnection("one", args);
      const two = new other.StreamConnection("two", args);
      // Policy packs call the function without its class.
      for (const { isInstance } of [StreamConnection, other.StreamConnection]) {
        assert.ok(isInstance(one) && isInstance(two) && isInstance({ __pulumiType: typeToken }));
        for (const value of [new OtherDynamic(), new AtlasProvider("a"), {}, undefined, null, "text"])
          assert.equal(isInstance(value), false);
      }
      assert.ok(pulumi.CustomResource.isInstance(one));
      assert.equal(StreamConnection.__pulumiType, typeToken);
    });

    it("of AtlasProvider is true only for one, also one of another copy of the package", () => {
      const other = secondCopy();
      assert.ok(AtlasProvider.isInstance(new other.AtlasProvider("theirs")));
      assert.ok(other.AtlasProvider.isInstance(new AtlasProvider("ours")));
      for (const value of [new OtherProvider("aws", "aws"), new StreamConnection("one", args), {}, null])
        assert.equal(AtlasProvider.isInstance(value), false);
    });
  });
});

function resolved<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => output.apply(resolve));
}
