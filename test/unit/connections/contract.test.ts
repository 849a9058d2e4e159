import assert from "node:assert/strict";
import { additionalKey } from "../../../provider/connections/additional";
import { providerFields } from "../../../provider/connections/common";
import { type Field, fieldsOf } from "../../../provider/connections/fields";
import { secretFieldsOf } from "../../../provider/connections/secretPaths";
import type { ConnectionType } from "../../../provider/connections/types";
import { type OpenApiDocument, readDocument, type Schema } from "../../contract/document";
import { hasContract, missingContract } from "../../contract/folder";
import { examples } from "../../support/examples";
import { changed, failuresOf, types } from "./support";

/** The document's schema of each field, by path. */
type Documented = Map<string, Schema>;

/** Every writable field of a type, by its path. Base schema and types refer to each other, so `oneOf` of a base is not followed. */
function fieldsIn(document: OpenApiDocument, type: ConnectionType): Documented {
  const found: Documented = new Map();
  const { schemas } = document.components;
  const named = (ref: string) => schemas[ref.split("/").at(-1) ?? ""] ?? {};
  const resolve = (schema: Schema): Schema => (schema.$ref ? named(schema.$ref) : schema);

  const walk = (path: string, reference: Schema, isBase: boolean) => {
    const schema = resolve(reference);
    for (const part of schema.allOf ?? []) walk(path, part, true);
    for (const option of isBase ? [] : (schema.oneOf ?? [])) walk(path, option, true);
    for (const [key, property] of Object.entries(schema.properties ?? {})) {
      const field = path ? `${path}.${key}` : key;
      const child = resolve(property);
      if (child.readOnly) continue;
      found.set(field, { ...found.get(field), ...child });
      walk(field, child, false);
    }
    if (typeof schema.additionalProperties === "object") found.set(`${path}.*`, schema.additionalProperties);
  };
  walk("", named(schemas.StreamsConnection?.discriminator?.mapping[type] ?? ""), true);
  return found;
}

/** Fields that no body of the document has under this name. */
const notDocumented = new Set(["projectId", "workspaceName", "connectionName", "authentication.httpsCaPem"]);

describe("the official document", () => {
  let document: OpenApiDocument;

  before(function () {
    if (hasContract) document = readDocument();
    else {
      console.log(`      skipped: ${missingContract}`);
      this.skip();
    }
  });

  const ours = (type: ConnectionType): Field[] =>
    fieldsOf(type).filter(
      ({ path: [key] }) => key !== additionalKey && !providerFields.some((own) => own === key),
    );

  it("has the same types", () => {
    const mapping = document.components.schemas.StreamsConnection?.discriminator?.mapping ?? {};
    assert.deepEqual(Object.keys(mapping).sort(), [...types].sort());
  });

  for (const type of types) {
    it(`has the same fields of ${type}`, () => {
      const documented = [...fieldsIn(document, type).keys()].filter((path) => path !== "name");
      const known = ours(type).map(({ path }) => path.join("."));
      assert.deepEqual(known.filter((path) => !notDocumented.has(path)).sort(), documented.sort());
    });

    it(`has the same write-only fields of ${type}, and fields that null clears`, () => {
      const documented = fieldsIn(document, type);
      for (const { path, traits } of ours(type)) {
        const schema = documented.get(path.join(".")) ?? {};
        assert.equal(traits.writeOnly ?? false, schema.writeOnly ?? false, path.join("."));
        assert.equal(traits.removedBy === "null", schema.nullable ?? false, path.join("."));
      }
    });

    it(`allows the same values of ${type}`, () => {
      const documented = fieldsIn(document, type);
      for (const field of ours(type)) {
        const path = field.path.join(".");
        const { enum: values } = documented.get(path) ?? {};
        // `type` belongs to the base schema, which lacks S3. Some free texts of the document are enumerations here.
        if (values && path !== "type")
          assert.deepEqual([...(field.allowed ?? [])].sort(), [...values].sort(), path);
      }
    });

    it(`has the same patterns of ${type}`, () => {
      for (const [path, { pattern }] of fieldsIn(document, type)) {
        if (typeof pattern !== "string") continue;
        const texts = [
          "",
          "x",
          "a".repeat(23),
          "0123456789abcdef01234567",
          "a".repeat(25),
          "A".repeat(24),
          "g".repeat(24),
        ];
        for (const text of texts) {
          const failures = failuresOf(changed(examples[type].full, path.split("."), text));
          assert.equal(failures.length === 0, new RegExp(pattern).test(text), `${path}: ${text}`);
        }
      }
    });
  }

  it("has the limits of a schema registry's URLs", () => {
    const { maxItems, uniqueItems } = fieldsIn(document, "SchemaRegistry").get("schemaRegistryUrls") ?? {};
    assert.deepEqual({ maxItems, uniqueItems }, { maxItems: 10, uniqueItems: true });
  });

  for (const type of types) {
    it(`marks the secrets of ${type}, except for header values, which Atlas returns`, () => {
      const documented = fieldsIn(document, type);
      const writeOnly = [...documented].filter(([, schema]) => schema.writeOnly).map(([path]) => path);
      const known = secretFieldsOf(type)
        .flatMap(({ path, when }) => (when ? [] : [path.join(".")]))
        .filter((path) => documented.has(path) && !(type === "Https" && path === "headers.*"));
      assert.deepEqual(writeOnly.sort(), known.sort());
    });
  }

  it("marks the secrets of all types, except for header values", () => {
    const writeOnly = types.flatMap((type) =>
      [...fieldsIn(document, type)].filter(([, schema]) => schema.writeOnly).map(([path]) => path),
    );
    const known = secretFieldsOf(undefined)
      .flatMap(({ path, when }) => (when ? [] : [path.join(".")]))
      .filter((path) => path !== "headers.*");
    assert.deepEqual([...new Set(writeOnly)].sort(), known.sort());
  });
});
