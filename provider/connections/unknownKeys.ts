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
    if (edits <= Math.max(2, candidate.length / 4) && (!best || edits < best.edits))
      best = { name: candidate, edits };
  }
  return best?.name;
}

/** Why a top-level field is not one of this type's, and which one is meant. */
export function explainUnknownField(name: string, type: ConnectionType): string {
  const own = Object.keys(schemaOf(type).shape);
  const target = Object.hasOwn(renamed, name) ? renamed[name] : undefined;
  if (target && own.includes(target)) return `is called ${target} here`;
  const counterpart = Object.hasOwn(counterparts, name) ? counterparts[name] : undefined;
  if (counterpart && own.includes(counterpart)) return `is called ${counterpart} for ${type} connections`;
  if (setByAtlas.has(name)) return "is set by Atlas; it is an output, not an input";
  const owners = Object.keys(connectionTypes).filter(
    (other) => isConnectionType(other) && name in schemaOf(other).shape,
  );
  if (owners.length > 0) return `is a field of ${owners.join(", ")} connections, not of ${type}`;
  return explainUnknownKey(name, own);
}

/** The same for a key inside an object. */
export function explainUnknownKey(name: string, known: readonly string[]): string {
  const meant = nearest(name, known);
  return `is not a known field${meant ? `; did you mean ${meant}?` : `; allowed are ${known.join(", ")}`}`;
}
