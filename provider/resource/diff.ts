import type { DiffResult } from "@pulumi/pulumi/dynamic";
import { addressFields } from "../connections/address";
import { differences } from "../connections/compare";
import { fieldsOf } from "../connections/fields";
import { inputsOf, programInputs } from "../connections/inputs";
import { mayBeGiven } from "../connections/rules";
import { type ConnectionType, isConnectionType } from "../connections/types";
import type { Runtime } from "../process/runtime";
import { type JsonObject, valueAt } from "../shared/json";
import { addressOf } from "./outputs";

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
  const { changed, replaced, unseen } =
    moved.length > 0 ? { changed: true, replaced: moved, unseen: [] } : compare(before, after, olds);
  const result = { replaces: replaced, deleteBeforeReplace: sameAddress };
  // The engine calls this in a refresh too, so each line says which command does it.
  const connection = `connection ${String(before.connectionName)}`;

  if (olds.state === "FAILED") {
    log(`${connection} is FAILED in Atlas and will be replaced by pulumi up`);
    return { ...result, changes: true, replaces: [...replaced, "state"] };
  }
  // Nothing to change, but an earlier operation has not seen it READY: the update only waits.
  if (!changed && olds.state !== undefined && olds.state !== "READY") {
    log(
      `${connection} is ${String(olds.state)} in Atlas; pulumi up changes nothing and waits until it is READY`,
    );
    return { ...result, changes: true };
  }
  // Among several changes the engine does not say which one replaces, nor what comes first.
  if (sameAddress && replaced.length > 0)
    log(`${connection} will be deleted and created again by pulumi up: ${reasonFor(replaced, unseen)}`);
  return changed ? result : { ...result, changes: false };
}

function reasonFor(replaced: readonly string[], unseen: readonly string[]): string {
  const inUnseen = (field: string) => unseen.some((path) => path.split(".")[0] === field);
  const fixed = replaced.filter((field) => !inUnseen(field));
  const reasons = [
    ...(fixed.length > 0 ? [`Atlas cannot change ${fixed.join(", ")} in place`] : []),
    ...(unseen.length > 0 ? [`nobody could see whether Atlas has forgotten ${unseen.join(", ")}`] : []),
  ];
  return reasons.join(", and ");
}

interface Comparison {
  /** Whether there is anything to do at all. */
  changed: boolean;
  /** The top-level fields that need a replacement. */
  replaced: string[];
  /** The paths of the write-only fields that the program has dropped. */
  unseen: string[];
}

function compare(before: JsonObject, after: JsonObject, olds: JsonObject): Comparison {
  const { type } = before;
  if (!isConnectionType(type)) return { changed: true, replaced: ["type"], unseen: [] };
  const different = differences(type, withoutRegion(before), withoutRegion(after), addressOf(before));
  const unseen = different.flatMap(({ path }) => droppedSecrets(type, path, before, after));
  const needReplacement = new Set(
    different
      .filter(({ path }) => isFixed(type, path) || droppedSecrets(type, path, before, after).length > 0)
      .flatMap(({ path: [key] }) => key ?? []),
  );
  // Only a region that the program asks for counts; Atlas' own choice is never a difference.
  const otherRegion = after.region !== undefined && after.region !== (olds.region ?? after.region);
  if (otherRegion) needReplacement.add("region");
  return {
    changed: different.length > 0 || otherRegion,
    replaced: [...needReplacement],
    unseen: unseen.map((path) => path.join(".")),
  };
}

function withoutRegion({ region: _, ...inputs }: JsonObject): JsonObject {
  return inputs;
}

/** Atlas cannot change the field in place. */
function isFixed(type: ConnectionType, path: readonly string[]): boolean {
  const ancestors = fieldsOf(type).filter((field) => field.path.every((key, depth) => path[depth] === key));
  return ancestors.some(({ meta }) => meta.replaces);
}

/** The write-only fields at or below a path that the program has dropped: nobody could see whether their removal worked. */
function droppedSecrets(
  type: ConnectionType,
  path: readonly string[],
  before: JsonObject,
  after: JsonObject,
): (readonly string[])[] {
  const inside = fieldsOf(type).filter((field) => path.every((key, depth) => field.path[depth] === key));
  return inside
    .filter(
      ({ meta, path }) =>
        meta.writeOnly && valueAt(before, path) !== undefined && !mayBeGiven(after, path.join(".")),
    )
    .map(({ path }) => path);
}
