import { distance } from "fastest-levenshtein";
import { type ConnectionType, connectionTypes, isConnectionType, schemaOf } from "./index";

/** Names that others use for our fields: those of `@pulumi/mongodbatlas`, of Terraform's camel case, and of the API's paths. */
const renamed: Readonly<Record<string, string>> = {
  clusterProjectId: "clusterGroupId",
  instanceName: "workspaceName",
  tenantName: "workspaceName",
  groupId: "projectId",
  name: "connectionName",
  schemaRegistryProvider: "provider",
};

const setByAtlas: ReadonlySet<string> = new Set(["id", "state", "links", "connectionId"]);

/** The network fields stand for each other: the bridged provider has one name for both. */
const counterparts: Readonly<Record<string, string>> = {
  networking: "publicPrivateNetworking",
  publicPrivateNetworking: "networking",
};

/** The name among these that a mistyped one most likely means, if any is near enough. */
export function nearest(name: string, names: Iterable<string>): string | undefined {
  let best: { name: string; edits: number } | undefined;
  for (const candidate of names) {
    const edits = distance(name.toLowerCase(), candidate.toLowerCase());
    // Half of a short name may not be wrong, or S3 would be the nearest to anything short.
    const tolerated = Math.min(Math.max(2, candidate.length / 4), candidate.length / 2);
    if (edits <= tolerated && (!best || edits < best.edits)) best = { name: candidate, edits };
  }
  return best?.name;
}

/** Why a top-level field is not one of this type's, and which one is meant. */
export function explainUnknownField(name: string, type: ConnectionType): string {
  const own = Object.keys(schemaOf(type).shape);
  const target = ownEntry(renamed, name);
  if (target)
    return own.includes(target)
      ? `is called ${target} here`
      : `is called ${target} here, and ${ownersOf(target, type)}`;
  const counterpart = ownEntry(counterparts, name);
  if (counterpart && own.includes(counterpart)) return `is called ${counterpart} for ${type} connections`;
  if (setByAtlas.has(name)) return "is set by Atlas; it is an output, not an input";
  return ownersOf(name, type) ?? explainUnknownKey(name, own);
}

function ownEntry(table: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** Says which other types have the field; undefined when none has. */
function ownersOf(name: string, type: ConnectionType): string | undefined {
  const types = Object.keys(connectionTypes).filter(isConnectionType);
  const owners = types.filter((other) => Object.hasOwn(schemaOf(other).shape, name));
  return owners.length > 0 ? `is a field of ${owners.join(", ")} connections, not of ${type}` : undefined;
}

/** The same for a key inside an object. */
export function explainUnknownKey(name: string, known: readonly string[]): string {
  const meant = nearest(name, known);
  return `is not a known field${meant ? `; did you mean ${meant}?` : `; allowed are ${known.join(", ")}`}`;
}
