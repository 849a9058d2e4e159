import { distance } from "fastest-levenshtein";
import { inputNames } from "../messages/input";
import { networkingFields } from "./networking";
import { schemaOf } from "./schema";
import { type ConnectionType, connectionTypes } from "./types";

/** Names of the same fields in `@pulumi/mongodbatlas`, in Terraform (as camel case), and in the paths of the API. */
const renamed: Readonly<Record<string, string>> = {
  clusterProjectId: "clusterGroupId",
  instanceName: "workspaceName",
  tenantName: "workspaceName",
  groupId: "projectId",
  name: "connectionName",
  schemaRegistryProvider: "provider",
};

const setByAtlas: ReadonlySet<string> = new Set(["id", "state", "links", "connectionId"]);

/** The most similar name; undefined when none is similar enough. */
export function nearest(name: string, names: Iterable<string>): string | undefined {
  let best: { name: string; edits: number } | undefined;
  for (const candidate of names) {
    const edits = distance(name.toLowerCase(), candidate.toLowerCase());
    // At most half of a name may differ. Otherwise S3 would match every short name.
    const tolerated = Math.min(Math.max(2, candidate.length / 4), candidate.length / 2);
    if (edits <= tolerated && (!best || edits < best.edits)) best = { name: candidate, edits };
  }
  return best?.name;
}

/** Explains why this type does not have a top-level field, and suggests another field. */
export function unknownFieldMessage(name: string, type: ConnectionType): string {
  const own = Object.keys(schemaOf(type).shape);
  const target = ownEntry(renamed, name);
  if (target) {
    const { sameType, otherType } = inputNames.renamed.text;
    return own.includes(target) ? sameType(target) : otherType(target, ownersOf(target), type);
  }
  // `@pulumi/mongodbatlas` has one name for the networking of all types.
  const counterpart =
    networkingFields.includes(name) && networkingFields.find((field) => own.includes(field));
  if (counterpart) return inputNames.networkingName.text(counterpart, type);
  if (setByAtlas.has(name)) return inputNames.setByAtlas.text;
  const owners = ownersOf(name);
  return owners ? inputNames.fieldOfOtherType.text(owners, type) : unknownKeyMessage(name, own);
}

function ownEntry(table: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** The types that have the field, in one text; empty if none has it. */
function ownersOf(name: string): string {
  const definitions = Object.values(connectionTypes);
  const owners = definitions.filter(({ fields }) => Object.hasOwn(fields, name));
  return owners.map(({ type }) => type).join(", ");
}

/** Suggests a key inside an object, or lists the allowed keys. */
export function unknownKeyMessage(name: string, known: readonly string[]): string {
  const meant = nearest(name, known);
  const { misspelled, other } = inputNames.unknownField.text;
  return meant ? misspelled(meant) : other(known.join(", "));
}
