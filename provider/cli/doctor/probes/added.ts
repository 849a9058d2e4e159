import { isObject, type JsonObject } from "../../../shared/json";
import type { Findings } from "../findings";
import { fieldNames } from "../lab";

/** Fields of every connection. */
const base: ReadonlySet<string> = new Set(["id", "name", "type", "state", "region", "links"]);
/** Atlas' documented default. */
const known = "networking.access.type PUBLIC";

/** Notes the fields that were not sent. */
export function addAdded(findings: Findings, type: string, sent: JsonObject, shown: JsonObject): void {
  const own = Object.fromEntries(Object.entries(shown).filter(([key]) => !base.has(key)));
  const before = new Set(leaves(sent).map(([path]) => path.toLowerCase()));
  const added = leaves(own)
    .filter(([path]) => !before.has(path.toLowerCase()))
    // A value in capitals is one of an enumeration; another one may be anything.
    .map(([path, value]) => fieldNames([path]) + (/^[A-Z_]{2,30}$/.test(String(value)) ? ` ${value}` : ""));
  findings.add(
    "added",
    `${type}: ${added.join(", ") || "none"}`,
    added.some((text) => text !== known),
  );
}

function leaves(value: JsonObject, prefix = ""): [path: string, value: unknown][] {
  return Object.entries(value).flatMap(([key, child]) =>
    isObject(child) ? leaves(child, `${prefix}${key}.`) : [[prefix + key, child] as [string, unknown]],
  );
}
