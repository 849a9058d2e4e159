import assert from "node:assert/strict";
import { z } from "zod";
import type { AnyDefinition } from "../../../provider/connections/definition";
import { fieldsOf } from "../../../provider/connections/fields";
import { type SecretField, secretFieldsIn, secretFieldsOf } from "../../../provider/connections/secretPaths";
import { markRecorded, markSecrets } from "../../../provider/connections/secrets";
import { sentTexts } from "../../../provider/connections/sentTexts";
import type { ConnectionType } from "../../../provider/connections/types";
import { unknownValue } from "../../../provider/connections/unknown";
import { exampleSecrets, examples } from "../../support/examples";
import { markedPaths, secretsOf, unmarked } from "./marked";
import { types } from "./support";

/** The paths of the fields of which every value is a secret. */
const pathsOf = (fields: readonly SecretField[]) => fields.flatMap(({ path, when }) => (when ? [] : [path]));
const secretPathsOf = (type: unknown) => pathsOf(secretFieldsOf(type));
const secretsIn = (properties: unknown) =>
  sentTexts(properties).flatMap(({ text, isSecret }) => (isSecret ? [text] : []));

describe("secrets", () => {
  for (const type of types) {
    const { full } = examples[type];
    it(`are marked in ${type}, and nothing else`, () => {
      const marked = markSecrets(full);
      assert.deepEqual(markedPaths(marked).sort(), [...(secretsOf[type] ?? [])].sort());
      assert.deepEqual(unmarked(marked), full);
    });
  }

  const joined = (paths: Iterable<readonly string[]>) => [...paths].map((path) => path.join(".")).sort();
  const secretFields = (type: ConnectionType) => fieldsOf(type).filter(({ traits }) => traits.secret);

  for (const type of types)
    it(`are the same for the program and in the schema of ${type}`, () => {
      const own = new Set(fieldsOf(type).map(({ path }) => path[0]));
      const paths = secretPathsOf(type).filter(([key]) => own.has(key));
      assert.deepEqual(joined(secretFields(type).map(({ path }) => path)), joined(paths));
    });

  it("are those of all types if the type is unknown", () => {
    const inSchemas = types.flatMap((type) => secretFields(type).map(({ path }) => path.join(".")));
    for (const type of [undefined, null, "kafka", 7, unknownValue])
      assert.deepEqual([...new Set(inSchemas)].sort(), joined(secretPathsOf(type)), String(type));
  });

  it("are marked in fields of another type too, if the program sets one", () => {
    for (const type of types) {
      const own = new Set(fieldsOf(type).map(({ path }) => path[0]));
      const inputs = { type, headers: { a: "b" }, schemaRegistryAuthentication: { password: "p" } };
      const foreign = ["headers.a", "schemaRegistryAuthentication.password"].filter(
        (path) => !own.has(path.split(".")[0]),
      );
      const marked = markedPaths(markSecrets(inputs));
      for (const path of foreign) assert.ok(marked.includes(path), `${path} given to ${type}`);
    }
  });

  it("depend on the type: a field may be a secret in one type and not in another", () => {
    const schema = () => z.string();
    const invented: Record<string, AnyDefinition> = {
      One: { type: "One", fields: { headers: { schema, inside: { "*": { secret: true } } } } },
      Other: { type: "Other", fields: { headers: { schema } } },
      Neither: { type: "Neither", fields: {} },
    };
    assert.deepEqual(pathsOf(secretFieldsIn(invented, "One")), [["headers", "*"]]);
    assert.deepEqual(pathsOf(secretFieldsIn(invented, "Other")), []);
    assert.deepEqual(pathsOf(secretFieldsIn(invented, "Neither")), [["headers", "*"]]);
    assert.deepEqual(pathsOf(secretFieldsIn(invented, undefined)), [["headers", "*"]]);
  });

  for (const type of types) {
    it(`are the fields of ${type} that Atlas never returns, and header values of Https`, () => {
      for (const field of fieldsOf(type)) {
        const isHeader = type === "Https" && field.path.join(".") === "headers.*";
        assert.equal(
          field.traits.secret ?? false,
          isHeader || (field.traits.writeOnly ?? false),
          field.path.join("."),
        );
      }
    });

    it(`include every field of ${type} with a name like password or token`, () => {
      const secretName = /password|passphrase|secret|privateKey|sslKey|apiKey|token$/i;
      for (const { path, kind, traits } of fieldsOf(type)) {
        const name = path.at(-1) ?? "";
        if (kind !== "object" && name !== "secretsInState" && secretName.test(name))
          assert.ok(traits.secret, `${path.join(".")} of ${type} is not marked as a secret`);
      }
    });
  }

  it("are not marked if they are left out or not known yet", () => {
    const properties = {
      authentication: { password: undefined, clientSecret: null, sslKey: unknownValue },
      schemaRegistryAuthentication: unknownValue,
      headers: { a: unknownValue },
    };
    assert.deepEqual(markSecrets(properties), properties);
  });

  it("are marked even if the value is an object or a list", () => {
    const marked = markSecrets({ authentication: { password: { inner: "x" } }, headers: { a: ["x"] } });
    assert.deepEqual(markedPaths(marked), ["authentication.password", "headers.a"]);
  });

  for (const odd of ["text", ["text"], 7, null, undefined])
    it(`are not found in ${JSON.stringify(odd)}, without an error`, () => {
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

  it("are marked in what Atlas showed of additional fields, whatever they are", () => {
    const recorded = { additionalProperties: { value: { a: "b" } }, url: { value: "https://a" } };
    const marked = markRecorded(recorded, { type: "Https" });
    assert.deepEqual(markedPaths(marked), ["additionalProperties.value"]);
    assert.deepEqual(unmarked(marked), recorded);
  });

  it("are marked in a copy of the properties", () => {
    const before = structuredClone(examples.Kafka.full);
    markSecrets(examples.Kafka.full);
    assert.deepEqual(examples.Kafka.full, before);
  });
});
