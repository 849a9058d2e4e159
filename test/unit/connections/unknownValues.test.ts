import assert from "node:assert/strict";
import fc from "fast-check";
import { unknownValue } from "../../../provider/connections/unknown";
import { validate } from "../../../provider/connections/validate";
import { check } from "../../../provider/resource/check";
import { diff } from "../../../provider/resource/diff";
import type { JsonObject } from "../../../provider/shared/json";
import { examples } from "../../support/examples";
import { runtimeFor } from "../../support/runtime";
import { changed, everyExample, type Path, pathsIn, types } from "./support";

const { runtime } = runtimeFor({ environment: { MONGODB_ATLAS_ACCESS_TOKEN: "token" } });

/** An example with some values, at any depth, that are not known yet. */
const withUnknowns = fc.constantFrom(...everyExample).chain(({ type, inputs }) =>
  fc.subarray(pathsIn(inputs), { minLength: 1, maxLength: 4 }).map((paths) => ({
    type,
    // The deepest first, because a later change of a container replaces its content.
    inputs: [...paths].sort((a, b) => b.length - a.length).reduce(hidden, inputs),
  })),
);

function hidden(inputs: JsonObject, path: Path): JsonObject {
  return changed(inputs, path, unknownValue);
}

describe("values that are not known yet", () => {
  for (const { title, inputs } of everyExample)
    it(`pass in place of each value of ${title}`, () => {
      for (const path of pathsIn(inputs)) {
        const partly = hidden(inputs, path);
        assert.deepEqual(validate(partly), [], path.join("."));
        assert.deepEqual(check(runtime, {}, partly).failures, []);
      }
    });

  it("pass in any combination", () => {
    fc.assert(fc.property(withUnknowns, ({ inputs }) => assert.deepEqual(validate(inputs), [])));
  });

  it("pass in place of a field that was left out", () => {
    for (const type of types) {
      const { full, minimal } = examples[type];
      for (const path of pathsIn(full)) {
        const leftOut = path.slice(0, -1).every((_, depth) => {
          const parent = path
            .slice(0, depth + 1)
            .reduce<unknown>((value, key) => (value as JsonObject)?.[key], minimal);
          return typeof parent === "object" && parent !== null;
        });
        const isVariant = path[0] === "schemaRegistryAuthentication";
        if (leftOut && !isVariant)
          assert.deepEqual(validate(hidden(minimal, path)), [], `${type} ${path.join(".")}`);
      }
    }
  });

  it("pass as a key's value in a map and as an element of a list", () => {
    assert.deepEqual(validate({ ...examples.Https.minimal, headers: { "X-New": unknownValue } }), []);
    const schemaRegistryUrls = [unknownValue, "https://a.example.com", unknownValue];
    assert.deepEqual(validate({ ...examples.SchemaRegistry.minimal, schemaRegistryUrls }), []);
  });

  it("do not hide a mistake in another field", () => {
    const anywhereElse = fc.constantFrom(...everyExample).chain(({ inputs }) => {
      const elsewhere = pathsIn(inputs).filter(([first]) => first !== "region" && first !== "type");
      return fc
        .constantFrom(...elsewhere)
        .map((path) => hidden({ ...inputs, region: 7, colour: "red" }, path));
    });
    fc.assert(
      fc.property(anywhereElse, (inputs) => {
        const failures = validate(inputs);
        assert.ok(failures.includes("region: must be a string"));
        assert.ok(failures.some((failure) => failure.startsWith("colour: is not a known field")));
        assert.equal(failures.length, 2);
      }),
    );
  });

  it("do not hide a mistake in the same object", () => {
    assert.deepEqual(
      validate({
        ...examples.Kafka.minimal,
        authentication: { mechanism: "PLAIN", username: unknownValue, pasword: "x" },
      }),
      [
        "authentication.pasword: is not a known field; did you mean password?",
        "authentication.password: is required when authentication.mechanism is PLAIN",
      ],
    );
  });

  it('do not cause "is required" for a field that an unknown object may have', () => {
    const { minimal } = examples.Kafka;
    assert.deepEqual(
      validate({ ...minimal, authentication: { mechanism: "AWS_MSK_IAM", aws: unknownValue } }),
      [],
    );
    const networking = { access: { type: "PRIVATE_LINK", connectionId: unknownValue } };
    assert.deepEqual(validate({ ...minimal, networking }), []);
  });

  it("do not hide mistakes in the fields that all types share, when the type is unknown", () => {
    const inputs = { ...examples.Kafka.minimal, type: unknownValue, projectId: "x", timeouts: { create: 1 } };
    assert.deepEqual(validate(inputs), [
      "projectId: must be the id of an Atlas project: 24 lower-case hexadecimal digits",
      "timeouts.create: must be a string",
    ]);
  });

  it("never make a diff fail, before or after", () => {
    fc.assert(
      fc.property(withUnknowns, fc.constantFrom(...everyExample), ({ inputs }, { inputs: other }) => {
        const outputs = { ...other, state: "READY", __provider: "text" };
        const result = diff(runtime, "id", outputs, inputs);
        assert.notEqual(result.changes, false, "what is not known may have changed");
        diff(runtime, "id", { ...inputs, state: "READY" }, other);
      }),
    );
  });
});
