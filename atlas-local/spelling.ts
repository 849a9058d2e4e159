import { isObject } from "./json";
import type { Json, JsonObject } from "./types";

/**
 * Rewrites the fields of a connection as a server might: values in its own spelling, and defaults for what is left out.
 * None of this was ever recorded of Atlas; clients must bear it.
 */
export function serverSpelling(type: string, fields: JsonObject): JsonObject {
  const result = rewritten(fields) as JsonObject;
  const object = (key: string): JsonObject => (isObject(result[key]) ? (result[key] as JsonObject) : {});
  switch (type) {
    case "Kafka":
      if (object("authentication").mechanism === "OAUTHBEARER")
        result.authentication = { method: "OIDC", ...object("authentication") };
      if (isObject(result.config)) result.config = { "client.id": "atlas", ...result.config };
      break;
    case "Cluster":
      result.dbRoleToExecute ??= { role: "readWriteAnyDatabase", type: "BUILT_IN" };
      break;
    case "AzureBlobStorage":
      result.azure = { region: "eastus2", ...object("azure") };
      break;
    case "GCPPubSub":
      result.gcp = { serviceAccountId: String(object("gcp").serviceAccountId ?? "").split("@")[0] ?? "" };
      break;
  }
  const { access } = object("networking");
  if (isObject(access) && access.connectionId !== undefined)
    result.networking = { access: { name: "pl-1", ...access } };
  return result;
}

/** Rewrites values by their kind, at any depth. */
function rewritten(value: Json, key = ""): Json {
  if (Array.isArray(value)) return value.map((item) => rewritten(item, key)).reverse();
  if (isObject(value)) {
    const entries = Object.entries(value).map(([name, child]): [string, Json] => [
      key === "headers" ? name.toLowerCase() : name,
      key === "headers" || key === "config" ? child : rewritten(child, name),
    ]);
    return Object.fromEntries(entries);
  }
  if (typeof value !== "string") return value;
  if (key === "bootstrapServers") {
    const brokers = value.split(",").map((broker) => broker.trim().toLowerCase());
    return [...new Set(brokers)].join(",");
  }
  if (value.includes("-----BEGIN")) return `${value.trim().replaceAll("\r\n", "\n")}\n`;
  if (/^https?:\/\//i.test(value)) return new URL(value).href;
  return value;
}
