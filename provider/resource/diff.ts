import type { DiffResult } from "@pulumi/pulumi/dynamic";
import { typeOf } from "../connections/additional";
import { addressKeys, addressOf, identityKeys, kindOf, nameOf } from "../connections/address";
import { isForAtlas } from "../connections/common";
import { differences } from "../connections/compare";
import { type Field, fieldsOf, isAtOrBelow, isImmutable } from "../connections/fields";
import { keepsSecretsOut } from "../connections/fingerprint";
import { echoedInputs, programInputs, providerKey } from "../connections/inputs";
import { isOtherRegion } from "../connections/region";
import { mayBeGiven } from "../connections/rules";
import { comparable } from "../connections/secrets";
import type { ConnectionType } from "../connections/types";
import { hasUnknown, isUnknown } from "../connections/unknown";
import { existing } from "../messages/existing";
import { preview } from "../messages/preview";
import { secretsInState } from "../messages/secretsInState";
import type { Runtime } from "../process/runtime";
import { type JsonObject, valueAt } from "../shared/json";
import { isForeign, isOfAnotherProvider } from "../stored";

/** A difference between the inputs in the state and those of the program. */
interface Difference {
  hasChanges: boolean;
  /** At least one difference concerns Atlas. */
  isSent: boolean;
  /** The top-level fields whose change needs a replacement. */
  replaces: readonly string[];
  /** The paths of write-only fields that the program has dropped. */
  droppedSecrets: readonly string[];
}

/**
 * Compares the inputs echoed in the old outputs with the new ones.
 *
 * `changes` stays undefined where inputs differ, because the engine then shows the differences field by field. It is set
 * only for what inputs do not show.
 */
export function diff(runtime: Runtime, id: string, olds: JsonObject, news: JsonObject): DiffResult {
  const { logOnce: log, owners, declarations } = runtime;
  const [before, after] = comparable(echoedInputs(olds), programInputs(news));
  const kind = kindOf(id);
  const moved = identityKeys(kind).filter((key) => after[key] !== before[key]);
  const isSameAddress = moved.length === 0;
  const name = nameOf(addressOf(before, kind));
  const failure = isSameAddress ? owners.record(id, olds) : undefined;
  if (failure) log(existing.notRecordedAgain.text(name, failure));
  if (isOfAnotherProvider(olds[providerKey])) log(preview.foreignProvider.text(name));
  const { hasChanges, isSent, replaces, droppedSecrets } = compare(before, after, olds.region);
  if (isSent || olds.state === "FAILED") runtime.knownSecrets.refuseIgnored(news);
  if (hasChanges) logSecretsInState(runtime, name, before, after, isSent);
  const result = { replaces: [...replaces], deleteBeforeReplace: isSameAddress };

  if (olds.state === "FAILED") {
    log(preview.failed.text(name));
    return { ...result, changes: true, replaces: [...replaces, "state"] };
  }
  if (!hasChanges && olds.state !== undefined && olds.state !== "READY") {
    log(preview.pending.text(name, String(olds.state)));
    return { ...result, changes: true };
  }
  // The engine names neither the change that causes the replacement nor the order of delete and create.
  if (isSameAddress && replaces.length > 0)
    log(preview.replaced.text(name, reasonFor(replaces, droppedSecrets)));
  // So the engine finds out, before it replaces another resource, what it must delete first. Its check is then that of a new one.
  if (replaces.length > 0 && hasUnknown(after)) declarations.recordReplacedWithAnother(id);
  if (!isSameAddress) log(moveNotice(name, moved, after));
  if (hasChanges) return result;
  declarations.recordUnchanged(id);
  // Pulumi refreshes and deletes with the text in the old outputs, which only an update replaces.
  const isOther = olds[providerKey] !== news[providerKey] && isForeign(olds[providerKey]);
  if (isOther) log(preview.foreignCopy.text(name));
  return { ...result, changes: isOther };
}

function moveNotice(name: string, moved: readonly string[], after: JsonObject): string {
  const { moved: movedText, movedWithAnother } = preview;
  // The address may stay the same, and then the old connection is deleted first.
  if (moved.every((key) => isUnknown(after[key]))) return movedWithAnother.text(name, moved.join(", "));
  const address = moved.map((key) => (isUnknown(after[key]) ? `another ${key}` : `${key} ${after[key]}`));
  return movedText.text(name, address.join(", "));
}

function logSecretsInState(
  { logOnce: log }: Runtime,
  name: string,
  before: JsonObject,
  after: JsonObject,
  isSent: boolean,
): void {
  if (keepsSecretsOut(before) === keepsSecretsOut(after)) return;
  const { turnedOff, turnedOn } = secretsInState;
  log((keepsSecretsOut(after) ? turnedOff : turnedOn).text(name, isSent));
}

function reasonFor(replaces: readonly string[], droppedSecrets: readonly string[]): string {
  const immutable = replaces.filter((field) => !droppedSecrets.some((path) => path.split(".")[0] === field));
  const reasons = [
    ...(immutable.length > 0 ? [preview.immutableFields.text(immutable.join(", "))] : []),
    ...(droppedSecrets.length > 0 ? [preview.droppedSecrets.text(droppedSecrets.join(", "))] : []),
  ];
  return reasons.join(", and ");
}

/** @param region the connection's region, which Atlas may have chosen. */
function compare(before: JsonObject, after: JsonObject, region: unknown): Difference {
  const identity = [...addressKeys, "type"];
  const moved = identity.filter((key) => after[key] !== before[key]);
  if (moved.length > 0) return { hasChanges: true, isSent: true, replaces: moved, droppedSecrets: [] };
  const type = typeOf(before);
  // The state comes from a newer release.
  if (!type) return { hasChanges: true, isSent: true, replaces: ["type"], droppedSecrets: [] };
  return compareFields(type, before, after, region);
}

function compareFields(
  type: ConnectionType,
  { region: regionBefore, ...before }: JsonObject,
  { region: wantedRegion, ...after }: JsonObject,
  region: unknown,
): Difference {
  const paths = differences(type, before, after, addressOf(before)).map(({ path }) => path);
  const dropped = (path: readonly string[]) => droppedSecrets(type, path, before, after);
  const replacing = paths.filter(
    (path) =>
      isImmutable(fieldsOf(type), path) || isIrremovable(type, path, after) || dropped(path).length > 0,
  );
  const replaces = new Set(replacing.flatMap(([field]) => field ?? []));
  const hasOtherRegion = wantedRegion !== regionBefore && isOtherRegion(wantedRegion, region);
  if (hasOtherRegion) replaces.add("region");
  return {
    hasChanges: paths.length > 0 || hasOtherRegion,
    isSent: hasOtherRegion || paths.some(isForAtlas),
    replaces: [...replaces],
    droppedSecrets: paths.flatMap(dropped).map((path) => path.join(".")),
  };
}

/** The program drops the whole top-level object that holds the field, and a PATCH has no way to say so. */
function isIrremovable(type: ConnectionType, [top = ""]: readonly string[], after: JsonObject): boolean {
  const field = topLevelField(type, top);
  return field?.kind === "object" && !field.traits.removedBy && after[top] === undefined;
}

function topLevelField(type: ConnectionType, key: string): Field | undefined {
  return fieldsOf(type).find(({ path }) => path.length === 1 && path[0] === key);
}

/**
 * The write-only fields at or below a path that the program has dropped. Atlas never returns them, so their removal cannot
 * be verified. That does not matter when the field that decides about the others changes as well, for example `mechanism`:
 * Atlas no longer uses the dropped secret then, whether or not it keeps it.
 */
function droppedSecrets(
  type: ConnectionType,
  path: readonly string[],
  before: JsonObject,
  after: JsonObject,
): (readonly string[])[] {
  const [top = ""] = path;
  const { decidedBy } = topLevelField(type, top)?.traits ?? {};
  if (decidedBy) {
    const decides = [top, decidedBy];
    const [old, wanted] = [valueAt(before, decides), valueAt(after, decides)];
    if (old !== undefined && wanted !== undefined && old !== wanted) return [];
  }
  return fieldsOf(type)
    .filter((field) => isAtOrBelow(field.path, path))
    .filter(
      ({ traits, path }) =>
        traits.writeOnly && valueAt(before, path) !== undefined && !mayBeGiven(after, path.join(".")),
    )
    .map(({ path }) => path);
}
