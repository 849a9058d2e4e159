import assert from "node:assert/strict";
import { fieldsOf } from "../../../provider/connections/fields";
import { secretPaths } from "../../../provider/connections/secretPaths";
import { markSecrets, secretsIn } from "../../../provider/connections/secrets";
import { unknownValue } from "../../../provider/connections/unknown";
import { exampleSecrets, examples } from "../../support/examples";
import { markedPaths, secretsOf, unmarked } from "./marked";
import { types } from "./support";

describe("secrets", () => {
  for (const type of types) {
    const { full } = examples[type];
    it(`of ${type} are marked, and nothing else`, () => {
      const marked = markSecrets(full);
      assert.deepEqual(markedPaths(marked).sort(), [...(secretsOf[type] ?? [])].sort());
      assert.deepEqual(unmarked(marked), full);
    });
  }

  it("stand in the schemas and in the program's list alike", () => {
    const inSchemas = types.flatMap((type) => fieldsOf(type).filter(({ meta }) => meta.secret));
    const paths = new Set(inSchemas.map(({ path }) => path.join(".")));
    assert.deepEqual([...paths].sort(), secretPaths.map((path) => path.join(".")).sort());
  });

  it("are those that Atlas never returns, and header values", () => {
    for (const field of types.flatMap((type) => fieldsOf(type))) {
      const isHeader = field.path.join(".") === "headers.*";
      assert.equal(
        field.meta.secret ?? false,
        isHeader || (field.meta.writeOnly ?? false),
        field.path.join("."),
      );
    }
  });

  it("are not marked where there is nothing, or nothing known yet", () => {
    const properties = {
      authentication: { password: undefined, clientSecret: null, sslKey: unknownValue },
      schemaRegistryAuthentication: unknownValue,
      headers: { a: unknownValue },
    };
    assert.deepEqual(markSecrets(properties), properties);
  });

  it("are marked even where a whole object stands in their place", () => {
    const marked = markSecrets({ authentication: { password: { inner: "x" } }, headers: { a: ["x"] } });
    assert.deepEqual(markedPaths(marked), ["authentication.password", "headers.a"]);
  });

  for (const odd of ["text", ["text"], 7, null, undefined])
    it(`are looked for without harm in ${JSON.stringify(odd)}`, () => {
      assert.deepEqual(markSecrets({ authentication: odd, headers: odd }), {
        authentication: odd,
        headers: odd,
      });
      assert.deepEqual(secretsIn({ authentication: odd, headers: odd }), []);
      assert.deepEqual(secretsIn(odd), []);
    });

  it("are found for redaction", () => {
    const found = types.flatMap((type) => [
      ...secretsIn(examples[type].full),
      ...secretsIn(examples[type].minimal),
    ]);
    assert.equal(found.length, exampleSecrets.length);
    for (const secret of exampleSecrets)
      assert.ok(
        found.some((text) => text.includes(secret)),
        secret,
      );
  });

  it("leave the properties that were given as they are", () => {
    const before = structuredClone(examples.Kafka.full);
    markSecrets(examples.Kafka.full);
    assert.deepEqual(examples.Kafka.full, before);
  });
});
