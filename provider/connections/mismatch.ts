import { isDeepStrictEqual } from "node:util";
import { isObject, type JsonObject, valueAt } from "../shared/json";
import { additionalKey } from "./additional";
import { differences, equal, equivalent, isAsRecorded } from "./compare";
import type { Desired } from "./desired";
import { inputsFromAtlas } from "./drift";
import { type Field, fieldsOf } from "./fields";
import { networkingFields } from "./networking";
import type { Recorded } from "./recorded";
import { isOtherRegion } from "./region";

/** What a comparison needs of `Desired`. */
type Wanted = Pick<Desired, "type" | "address" | "inputs">;

/** The inputs that would describe a connection of the desired type as Atlas shows it. */
export function inputsShown({ type, address }: Wanted, connection: JsonObject): JsonObject {
  return inputsFromAtlas(type, {}, connection, address);
}

/** A field that Atlas shows otherwise than desired. */
interface Mismatch {
  field: Field;
  path: string;
  wanted: unknown;
  shown: unknown;
}

/** Leaves out write-only fields, which Atlas never returns, and the region, which no write changes. */
function mismatches({ type, address, inputs }: Wanted, connection: JsonObject): Mismatch[] {
  const { region: _, ...wanted } = inputs;
  const { region: __, ...shown } = inputsFromAtlas(type, wanted, connection, address);
  return differences(type, wanted, shown, address, equivalent).map((field) => ({
    field,
    path: field.path.join("."),
    wanted: valueAt(wanted, field.path),
    shown: valueAt(shown, field.path),
  }));
}

/** The paths of the fields that Atlas shows otherwise than desired; `type` for a connection of another type. */
export function mismatchedFields(desired: Wanted, connection: JsonObject): string[] {
  if (connection.type !== desired.type) return ["type"];
  return mismatches(desired, connection).map(({ path }) => path);
}

/** Records the fields that Atlas spells in its own way or fills in. Equivalent spellings need no record. */
export function record(desired: Wanted, connection: JsonObject): Recorded {
  if (connection.type !== desired.type) return {};
  const entries = mismatches(desired, connection).map(
    ({ path, shown }) => [path, shown === undefined ? {} : { value: shown }] as const,
  );
  return Object.fromEntries(entries);
}

/**
 * The fields that Atlas has lost since a write: it shows neither the desired value nor the one that it recorded. A
 * field that the program leaves out is never lost, because Atlas may fill it in at any time.
 */
export function lostFields(desired: Wanted, connection: JsonObject, recorded: Recorded): string[] {
  if (connection.type !== desired.type) return ["type"];
  return mismatches(desired, connection)
    .filter(({ wanted }) => wanted !== undefined)
    .filter(({ field, shown }) => !isAsRecorded(recorded, field, shown, desired.address))
    .map(({ path }) => path);
}

/**
 * The fields that a PATCH should have changed, and that its response shows with the value from before. Any third value
 * is Atlas' own spelling.
 *
 * @param before the inputs before the PATCH.
 * @param recorded what Atlas showed before the PATCH, where that differs from `before`.
 */
export function unchangedFields(
  desired: Wanted,
  response: JsonObject,
  before: JsonObject,
  recorded: Recorded,
): { path: string; mayBeSpelling: boolean }[] {
  if (response.type !== desired.type) return [{ path: "type", mayBeSpelling: false }];
  const { address } = desired;
  return mismatches(desired, response)
    .filter(({ field, wanted, shown }) => {
      const old = valueAt(before, field.path);
      const shownBefore = recorded[field.path.join(".")] ?? { value: old };
      return !equal(field, wanted, old, address) && equivalent(field, shownBefore.value, shown, address);
    })
    .map((mismatch) => ({ path: mismatch.path, mayBeSpelling: mayBeSpelling(mismatch) }));
}

/**
 * Whether Atlas may have accepted the value and shows it in another form: it fills in what the program leaves out, adds
 * entries to a map, or writes a longer or shorter form of a text. A field with a canonical form has no other spelling.
 */
function mayBeSpelling({ field, wanted, shown }: Mismatch): boolean {
  if (wanted === undefined) return true;
  if (isObject(wanted) && isObject(shown))
    return Object.entries(wanted).every(([key, value]) => isDeepStrictEqual(shown[key], value));
  if (field.traits.canonical || typeof wanted !== "string" || typeof shown !== "string") return false;
  const [one, other] = [wanted.toLowerCase(), shown.toLowerCase()];
  return one.includes(other) || other.includes(one);
}

/** The paths of the mismatched fields that Atlas cannot change in place: networking, and a region that the program chose. */
export function immutableMismatches(desired: Wanted, connection: JsonObject): string[] {
  const { type, inputs, address } = desired;
  const networking = differences(type, inputsShown(desired, connection), inputs, address, equivalent)
    .filter(({ path: [key = ""] }) => networkingFields.includes(key))
    // Atlas may fill in a name or an id that the program leaves out, but networking that is left out is public.
    .filter(({ path }) => valueAt(inputs, path) !== undefined || path.join(".").endsWith("access.type"))
    .map(({ path }) => path.join("."));
  return isOtherRegion(inputs.region, connection.region) ? [...networking, "region"] : networking;
}

/** Whether a resource of this type has fields that Atlas never returns. An additional one may be such a field. */
export function hasWriteOnlyFields({ type, inputs }: Pick<Wanted, "type" | "inputs">): boolean {
  if (inputs[additionalKey] !== undefined) return true;
  return fieldsOf(type).some(({ traits, path }) => traits.writeOnly && valueAt(inputs, path) !== undefined);
}
