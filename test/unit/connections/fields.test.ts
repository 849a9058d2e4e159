import assert from "node:assert/strict";
import { fieldsOf } from "../../../provider/connections/fields";

describe("the fields of a type", () => {
  type Row = [path: string, kind: string, required: boolean, traits: string, ...allowed: string[]];
  const common: readonly Row[] = [
    ["projectId", "value", true, "replaces"],
    ["workspaceName", "value", true, "replaces"],
    ["connectionName", "value", true, "replaces"],
    ["region", "value", false, "replaces"],
    ["adopt", "value", false, ""],
    ["timeouts", "object", false, ""],
    ["timeouts.create", "value", false, ""],
    ["timeouts.update", "value", false, ""],
    ["timeouts.delete", "value", false, ""],
    ["secretsInState", "value", false, "isServerDefault"],
    ["additionalProperties", "map", false, ""],
    ["additionalProperties.*", "value", true, ""],
  ];

  function rows(type: Parameters<typeof fieldsOf>[0]): Row[] {
    return fieldsOf(type).map(({ path, kind, required, traits, allowed = [] }): Row => {
      return [path.join("."), kind, required, Object.keys(traits).sort().join(" "), ...allowed];
    });
  }

  it("are those of its schema, containers first, unions merged", () => {
    assert.deepEqual(rows("SchemaRegistry"), [
      ...common,
      ["type", "value", true, "replaces", "SchemaRegistry"],
      ["provider", "value", true, "", "CONFLUENT"],
      ["schemaRegistryUrls", "list", true, "canonical secretWhen"],
      ["schemaRegistryAuthentication", "object", true, "decidedBy"],
      ["schemaRegistryAuthentication.type", "value", true, "", "USER_INFO", "SASL_INHERIT"],
      ["schemaRegistryAuthentication.username", "value", false, ""],
      ["schemaRegistryAuthentication.password", "value", false, "secret writeOnly"],
    ]);
  });

  it("show every key of a map as *, and the content of optional()", () => {
    assert.deepEqual(rows("Https").slice(common.length), [
      ["type", "value", true, "replaces", "Https"],
      ["url", "value", true, "canonical secretWhen"],
      ["headers", "map", false, "canonical removedBy"],
      ["headers.*", "value", true, "secret"],
    ]);
  });

  it("are computed only once", () => assert.equal(fieldsOf("Kafka"), fieldsOf("Kafka")));
});
