import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { secretInputs } from "../../../provider/program/secretInputs";
import type { JsonObject } from "../../../provider/shared/json";
import { examples } from "../../support/examples";
import { markedPaths, secretsOf, unmarked } from "./marked";
import { types } from "./support";

/** The properties that the engine receives for these arguments of a resource. */
async function sent(args: object): Promise<JsonObject> {
  return pulumi.runtime.serializeProperties("test", secretInputs(args));
}

/** Passes the value, and all values inside it, through `wrap` if `isWrapped` is true. */
function wrapped(
  value: unknown,
  wrap: (value: unknown) => unknown,
  isWrapped: (value: unknown) => boolean,
): unknown {
  let result = value;
  if (Array.isArray(value)) result = value.map((child) => wrapped(child, wrap, isWrapped));
  else if (typeof value === "object" && value !== null)
    result = Object.fromEntries(
      Object.entries(value).map(([key, child]) => [key, wrapped(child, wrap, isWrapped)]),
    );
  return isWrapped(value) ? wrap(result) : result;
}

const isContainer = (value: unknown) => typeof value === "object";
const isLeaf = (value: unknown) => !isContainer(value);
const always = () => true;

/** The ways in which a program may pass its arguments; `type` is always plain. */
const ways: Record<string, [wrap: (value: unknown) => unknown, which: (value: unknown) => boolean]> = {
  "plain values": [(value) => value, always],
  "outputs of single values": [pulumi.output, isLeaf],
  "outputs of whole objects": [pulumi.output, isContainer],
  "outputs in outputs": [pulumi.output, always],
  "promises of single values": [(value) => Promise.resolve(value), isLeaf],
  "promises of whole objects": [(value) => Promise.resolve(value), isContainer],
  "promises of outputs": [(value) => Promise.resolve(pulumi.output(value)), always],
};

/** `secretsOf` in `marked.ts` lists what must be a secret. */
describe("the arguments of a resource", () => {
  before(async () => {
    // Pulumi sends secrets only to a monitor that accepts them.
    await pulumi.runtime.setMocks({
      newResource: ({ name, inputs }) => ({ id: name, state: inputs }),
      call: () => ({}),
    });
  });

  for (const type of types) {
    const { full } = examples[type];
    for (const [title, [wrap, which]] of Object.entries(ways)) {
      it(`mark exactly the secrets of ${type} in marked.ts, as ${title}`, async () => {
        const args = Object.fromEntries(
          Object.entries(full).map(([key, value]) => [
            key,
            key === "type" ? value : wrapped(value, wrap, which),
          ]),
        );
        const properties = await sent(args);
        assert.deepEqual(markedPaths(properties).sort(), [...(secretsOf[type] ?? [])].sort());
        assert.deepEqual(unmarked(properties), full);
      });
    }
  }

  it("stay secret if the program marked them", async () => {
    const args = {
      ...examples.Kafka.full,
      authentication: pulumi.secret(examples.Kafka.full.authentication),
      config: { plain: "1", token: pulumi.secret("2") },
    };
    const marked = markedPaths(await sent(args));
    assert.ok(marked.includes("authentication"));
    assert.ok(marked.includes("config.token") && !marked.includes("config.plain"));
  });

  it("have no secrets in fields that are left out", async () => {
    const args = {
      ...examples.Kafka.minimal,
      authentication: { password: undefined },
      headers: null,
      config: undefined,
    };
    assert.deepEqual(markedPaths(await sent(args)), []);
  });

  it("have no secrets in values of a wrong type", async () => {
    assert.deepEqual(markedPaths(await sent({ headers: ["x"], authentication: "x" })), []);
  });

  it("stay outputs when they depend on another resource", async () => {
    const parent = new pulumi.ComponentResource("test:index:Parent", "parent");
    const password = parent.urn.apply(() => "x");
    const inputs = secretInputs({ authentication: { password } });
    const marked = (inputs.authentication as { password: pulumi.Output<string> }).password;
    // Internal promises of Pulumi's outputs.
    const { isSecret, promise } = marked as unknown as {
      isSecret: Promise<boolean>;
      promise(): Promise<string>;
    };
    assert.equal(await isSecret, true);
    assert.equal(await promise(), "x");
  });
});
