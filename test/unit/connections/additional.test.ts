import assert from "node:assert/strict";
import { createBody, updateBody } from "../../../provider/connections/body";
import { inputsFromAtlas } from "../../../provider/connections/drift";
import { record } from "../../../provider/connections/mismatch";
import { sentTexts } from "../../../provider/connections/sentTexts";
import { unknownValue } from "../../../provider/connections/unknown";
import { inspect } from "../../../provider/connections/validate";
import type { JsonObject } from "../../../provider/shared/json";
import { examples } from "../../support/examples";
import { addressOf } from "./support";

const { minimal } = examples.Kafka;
const address = addressOf(minimal);
const additionalProperties = { authentication: { newField: "one" }, newTop: { list: ["a"] } };
const inputs: JsonObject = { ...minimal, additionalProperties };

describe("additionalProperties", () => {
  it("are merged into the body, also inside objects", () => {
    const { authentication, ...body } = createBody(minimal);
    assert.deepEqual(createBody(inputs), {
      ...body,
      authentication: { ...(authentication as object), newField: "one" },
      newTop: { list: ["a"] },
    });
  });

  it("are removed by null when the program drops them, unless the field has become known", () => {
    assert.deepEqual(updateBody(minimal, inputs), { ...createBody(minimal), newTop: null });
    const others = { ...inputs, additionalProperties: { config: { a: "b" } } };
    const known = { ...minimal, config: { a: "b" } };
    assert.deepEqual(updateBody(known, others), createBody(known));
  });

  it("are compared with what Atlas shows, which may leave them out", () => {
    const read = (response: JsonObject) =>
      inputsFromAtlas("Kafka", inputs, { ...createBody(minimal), ...response }, address).additionalProperties;
    assert.deepEqual(read({}), additionalProperties);
    assert.deepEqual(read({ ...createBody(inputs), newTop: { list: ["a"], more: 1 } }), additionalProperties);
    assert.deepEqual(read({ newTop: { list: ["b"] } }), { ...additionalProperties, newTop: { list: ["b"] } });
    assert.deepEqual(read({ authentication: { newField: "two" } }), {
      ...additionalProperties,
      authentication: { newField: "two" },
    });
  });

  it("are not read from Atlas where the program does not give them", () => {
    assert.ok(!("additionalProperties" in inputsFromAtlas("Kafka", minimal, createBody(inputs), address)));
  });

  it("are recorded when Atlas shows another spelling", () => {
    const desired = { type: "Kafka" as const, address, inputs };
    const shown = { ...createBody(inputs), newTop: { list: ["A"] } };
    assert.deepEqual(record(desired, shown), {
      additionalProperties: { value: { ...additionalProperties, newTop: { list: ["A"] } } },
    });
  });

  it("are treated as secrets in messages, because only the program knows whether they are", () => {
    const texts = sentTexts(inputs).filter(({ path }) => path.startsWith("additionalProperties"));
    assert.deepEqual(
      texts.map(({ path, isSecret }) => [path, isSecret]),
      [
        ["additionalProperties.authentication.newField", true],
        ["additionalProperties.newTop.list[0]", true],
      ],
    );
  });

  const failures = (additional: unknown, base: JsonObject = minimal) =>
    inspect({ ...base, additionalProperties: additional }).failures;

  it("must not hold fields that this version knows, because those have rules and may be secrets", () => {
    assert.deepEqual(failures(additionalProperties), []);
    assert.deepEqual(failures({ authentication: { password: "x" }, name: "x", config: { a: "b" } }), [
      "additionalProperties.authentication.password: is a field of its own: set authentication.password",
      "additionalProperties.name: is a field of its own: set connectionName",
      "additionalProperties.config: is a field of its own: set config",
    ]);
    assert.deepEqual(failures("x"), ["additionalProperties: must be an object"]);
    // It would take the place of the program's whole object, password included.
    assert.deepEqual(failures({ authentication: "x", networking: { access: [] }, security: unknownValue }), [
      "additionalProperties.authentication: is a field of its own: set authentication",
      "additionalProperties.networking.access: is a field of its own: set networking.access",
    ]);
  });

  it("give the fields of a type that this version does not know, with a warning", () => {
    const { projectId, workspaceName, connectionName } = minimal;
    const newer = { projectId, workspaceName, connectionName, type: "Pulsar" };
    const withFields = { ...newer, additionalProperties: { serviceUrl: "pulsar://a" } };
    assert.deepEqual(inspect(withFields), {
      failures: [],
      warnings: ["type: this version of pulumi-atlas-streams does not know the type; it is sent as it is"],
    });
    assert.match(inspect(newer).failures.join(), /^type: is not a type of connection/);
    assert.match(
      inspect({ ...withFields, serviceUrl: "x" }).failures.join(),
      /^serviceUrl: is not a known field/,
    );
    assert.deepEqual(createBody(withFields), {
      name: connectionName,
      type: "Pulsar",
      serviceUrl: "pulsar://a",
    });
  });
});
