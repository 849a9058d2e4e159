import assert from "node:assert/strict";
import { type Fields, fieldsByType } from "../../atlas-local/validation/fields";
import { hasFailovers, readDocument, type Schema, Schemas } from "./document";
import { hasContract, missingContract } from "./folder";

/** Compares the table of the local Atlas with the document, after converting both to one format. */
describe("contract: the local Atlas", () => {
  before(function () {
    if (!hasContract) {
      console.log(`      skipped: ${missingContract}`);
      this.skip();
    }
  });

  it("has the same fields for failover connections as for connections", function () {
    const document = readDocument();
    if (!hasFailovers(document)) this.skip();
    for (const direction of ["request", "response"] as const) {
      const schemas = new Schemas(document, direction);
      assert.deepEqual([...schemas.failovers().keys()].sort(), ["Cluster", "Kafka"]);
      for (const [type, schema] of schemas.failovers())
        assert.deepEqual(ofSchema(schema), ofSchema(schemas.connections().get(type) ?? {}), type);
    }
  });

  for (const type of Object.keys(fieldsByType)) {
    it(`has the fields of ${type} in the official document`, () => {
      const documented = (direction: "request" | "response") =>
        ofSchema(new Schemas(readDocument(), direction).connections().get(type) ?? {});
      const own = ofFields(fieldsByType[type] ?? {});
      assert.deepEqual(paths(own, false), paths(documented("request"), false));
      // Write-only fields are those that the document's responses do not have.
      assert.deepEqual(paths(own, true), paths(documented("response"), true));
    });
  }
});

type Plain = { [path: string]: { what: string; writeOnly?: boolean } };

const paths = (plain: Plain, isAnswer: boolean) =>
  Object.entries(plain)
    .filter(([, { writeOnly }]) => !(isAnswer && writeOnly))
    .map(([path, { what }]) => `${path}: ${what}`)
    .sort();

function ofFields(fields: Fields, prefix = ""): Plain {
  const result: Plain = {};
  for (const [key, field] of Object.entries(fields)) {
    const path = prefix + key;
    const nullable = field.nullable ? ", nullable" : "";
    if (field.kind === "object") Object.assign(result, ofFields(field.fields, `${path}.`));
    else if (field.kind === "map") result[path] = { what: "map" };
    else if (field.kind === "urls") result[path] = { what: `at most ${field.maxItems}, unique` };
    else {
      const rule = field.oneOf ? [...field.oneOf].sort().join("|") : field.pattern ? "pattern" : "text";
      result[path] = { what: rule + nullable, ...(field.writeOnly ? { writeOnly: true } : {}) };
    }
    if (field.kind === "object" && nullable) result[path] = { what: `object${nullable}` };
  }
  return result;
}

const base = new Set(["name", "type", "region", "id", "state", "links"]);

function ofSchema(schema: Schema, prefix = ""): Plain {
  const result: Plain = {};
  for (const [key, property] of Object.entries(schema.properties ?? {})) {
    if (key === "links" || (prefix === "" && base.has(key))) continue;
    const path = prefix + key;
    const anyOf = property.anyOf as Schema[] | undefined;
    const nullable = anyOf ? ", nullable" : "";
    const inner = anyOf?.[0] ?? property;
    if (inner.oneOf) {
      const variants = inner.oneOf.map((variant) => ofSchema(variant, `${path}.`));
      const types = inner.oneOf.map((variant) => variant.properties?.type?.const).sort();
      Object.assign(result, ...variants, { [`${path}.type`]: { what: types.join("|") } });
    } else if (inner.properties) {
      Object.assign(result, ofSchema(inner, `${path}.`));
      if (nullable) result[path] = { what: `object${nullable}` };
    } else if (inner.additionalProperties) result[path] = { what: "map" };
    else if (inner.type === "array")
      result[path] = { what: `at most ${inner.maxItems}${inner.uniqueItems ? ", unique" : ""}` };
    else {
      const rule = inner.enum ? [...inner.enum].sort().join("|") : inner.pattern ? "pattern" : "text";
      result[path] = { what: rule + nullable };
    }
  }
  return result;
}
