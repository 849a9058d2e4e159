import type { DiffResult } from "@pulumi/pulumi/dynamic";
import { addressFields } from "../connections/address";
import { fieldsOf } from "../connections/fields";
import { type ConnectionType, isConnectionType } from "../connections/index";
import { inputsOf, programInputs } from "../connections/inputs";
import { type JsonObject, valueAt } from "../connections/json";
import { mayBeGiven } from "../connections/rules";
import { differences } from "../connections/sameness";
import { addressOf } from "./result";
import type { Runtime } from "./runtime";

/**
 * Compares the inputs echoed in the old outputs with the new ones.
 *
 * `changes` stays undefined where inputs differ: the engine then makes the property-by-property difference itself,
 * which reads best. It is set only for what inputs do not show.
 */
export function diff({ log, holders }: Runtime, id: string, olds: JsonObject, news: JsonObject): DiffResult {
  const before = inputsOf(olds);
  const after = programInputs(news);
  const address = Object.keys(addressFields);
  const sameAddress = address.every((key) => after[key] === before[key]);
  if (sameAddress) holders.hold(id, olds);
  const moved = [...address, "type"].filter((key) => after[key] !== before[key]);
  const { changed, replaced } =
    moved.length > 0 ? { changed: true, replaced: moved } : compare(before, after, olds);
  const result = { replaces: replaced, deleteBeforeReplace: sameAddress };

  if (olds.state === "FAILED") {
    log(`connection ${String(before.connectionName)} is FAILED in Atlas and will be replaced`);
    return { ...result, changes: true, replaces: [...replaced, "state"] };
  }
  // Nothing to change, but an earlier operation has not seen it READY: the update only waits.
  if (!changed && olds.state !== undefined && olds.state !== "READY") return { ...result, changes: true };
  return changed ? result : { ...result, changes: false };
}

/** The top-level fields that need a replacement, and whether there is anything to do at all. */
function compare(
  before: JsonObject,
  after: JsonObject,
  olds: JsonObject,
): { changed: boolean; replaced: string[] } {
  const { type } = before;
  if (!isConnectionType(type)) return { changed: true, replaced: ["type"] };
  const different = differences(type, withoutRegion(before), withoutRegion(after), addressOf(before));
  const needReplacement = new Set(
    different
      .filter((field) => replaces(type, field.path, before, after))
      .flatMap(({ path: [key] }) => key ?? []),
  );
  // Only a region that the program asks for counts; Atlas' own choice is never a difference.
  const otherRegion = after.region !== undefined && after.region !== (olds.region ?? after.region);
  if (otherRegion) needReplacement.add("region");
  return { changed: different.length > 0 || otherRegion, replaced: [...needReplacement] };
}

function withoutRegion({ region: _, ...inputs }: JsonObject): JsonObject {
  return inputs;
}

/** Atlas cannot change the field in place, or nobody could see whether its removal worked. */
function replaces(
  type: ConnectionType,
  path: readonly string[],
  before: JsonObject,
  after: JsonObject,
): boolean {
  const fields = fieldsOf(type);
  const ancestors = fields.filter((field) => field.path.every((key, depth) => path[depth] === key));
  if (ancestors.some(({ meta }) => meta.replaces)) return true;
  const inside = fields.filter((field) => path.every((key, depth) => field.path[depth] === key));
  return inside.some(
    ({ meta, path }) =>
      meta.writeOnly && valueAt(before, path) !== undefined && !mayBeGiven(after, path.join(".")),
  );
}
