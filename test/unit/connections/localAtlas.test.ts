import assert from "node:assert/strict";
import { type Fields, fieldsByType } from "../../../atlas-local/validation/fields";
import { commonTraits } from "../../../provider/connections/common";
import { fieldsOf } from "../../../provider/connections/fields";
import { types } from "./support";

/** The path of every field, with a note for write-only fields. A map counts as one field. */
function pathsIn(fields: Fields, prefix = ""): string[] {
  return Object.entries(fields).flatMap(([key, field]) => {
    const path = `${prefix}${key}`;
    const isWriteOnly = field.kind === "string" && field.writeOnly;
    return [
      `${path}${isWriteOnly ? " (write-only)" : ""}`,
      ...(field.kind === "object" ? pathsIn(field.fields, `${path}.`) : []),
    ];
  });
}

/** The local Atlas shares no code with the provider, so it lists the fields of each type itself. */
describe("the local Atlas", () => {
  for (const type of types) {
    it(`has the same fields of ${type}`, () => {
      const local = fieldsByType[type];
      assert.ok(local, `atlas-local/validation/fields.ts has no fields for ${type}`);
      const ours = fieldsOf(type)
        .filter(({ path: [key = ""], path }) => !(key in commonTraits) && path.at(-1) !== "*")
        .map(({ path, traits }) => `${path.join(".")}${traits.writeOnly ? " (write-only)" : ""}`);
      assert.deepEqual(ours.sort(), pathsIn(local).sort());
    });
  }

  it("has no other types", () => assert.deepEqual(Object.keys(fieldsByType).sort(), [...types].sort()));
});
